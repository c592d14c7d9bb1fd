package org.gnnautoscale.train;

import org.gnnautoscale.memory.Matrix;

/** What the outputs of a model say of a node. */
public final class Predictions {

  private Predictions() {}

  /** The class with the largest output; the first of them if several are. */
  public static int argmax(Matrix logits, int row) {
    int best = 0;
    float most = logits.get(row, 0);
    for (int c = 1; c < logits.cols(); c++) {
      float value = logits.get(row, c);
      if (value > most) {
        most = value;
        best = c;
      }
    }
    return best;
  }

  /** Probabilities of the classes, one of which is the node's. */
  public static float[] softmax(Matrix logits, int row) {
    float[] scores = new float[logits.cols()];
    double most = logits.get(row, argmax(logits, row));
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      sum += Math.exp(logits.get(row, c) - most);
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] = (float) (Math.exp(logits.get(row, c) - most) / sum);
    }
    return scores;
  }

  /** Probability of each label, of which a node can have several. */
  public static float[] sigmoid(Matrix logits, int row) {
    float[] scores = new float[logits.cols()];
    for (int c = 0; c < scores.length; c++) {
      scores[c] = (float) (1 / (1 + Math.exp(-logits.get(row, c))));
    }
    return scores;
  }
}
