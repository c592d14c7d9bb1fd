package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/** Losses of {@link PlainEngine}. */
final class PlainLosses {

  private PlainLosses() {}

  static void rowNorms(Matrix x, double scale, @Nullable Matrix gradient, Accumulator loss) {
    for (int r = 0; r < x.rows(); r++) {
      double norm = Math.sqrt(PlainEngine.dot(x.row(r), x.row(r)));
      loss.add(scale * norm);
      for (int c = 0; gradient != null && c < x.cols(); c++) {
        gradient.set(r, c, norm > 0 ? (float) (scale * x.get(r, c) / norm) : 0);
      }
    }
  }

  static void crossEntropy(
      Matrix logits, ClassTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    clear(gradient);
    double total = 0;
    for (int i = 0; i < targets.count(); i++) {
      int r = targets.row(i);
      int label = targets.label(r);
      double max = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < logits.cols(); c++) {
        max = Math.max(max, logits.get(r, c));
      }
      double sum = 0;
      for (int c = 0; c < logits.cols(); c++) {
        sum += Math.exp(logits.get(r, c) - max);
      }
      total += Math.log(sum) + max - logits.get(r, label);
      for (int c = 0; gradient != null && c < logits.cols(); c++) {
        double share = Math.exp(logits.get(r, c) - max) / sum;
        gradient.set(r, c, (float) (targets.scale() * (share - (c == label ? 1 : 0))));
      }
    }
    loss.add(targets.scale() * total);
  }

  static void binaryCrossEntropy(
      Matrix logits, LabelTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    clear(gradient);
    double total = 0;
    for (int i = 0; i < targets.count(); i++) {
      int r = targets.row(i);
      for (int c = 0; c < logits.cols(); c++) {
        double z = logits.get(r, c);
        double label = targets.labels().get(r, c);
        total += Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z)));
        if (gradient != null) {
          gradient.set(r, c, (float) (targets.scale() * (1 / (1 + Math.exp(-z)) - label)));
        }
      }
    }
    loss.add(targets.scale() * total);
  }

  private static void clear(@Nullable Matrix gradient) {
    if (gradient != null) {
      gradient.fill(0);
    }
  }
}
