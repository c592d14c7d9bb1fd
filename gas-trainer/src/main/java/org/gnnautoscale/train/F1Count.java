package org.gnnautoscale.train;

import java.util.EnumMap;
import java.util.Map;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;

/**
 * F1 = 2 tp / (predicted + actual), of all classes together (micro) or as the mean of each class's
 * (macro).
 *
 * <p>Where nodes have one label, the class with the largest logit is predicted, and a class that
 * neither occurs nor is predicted is left out of the mean; where they have several, each label
 * whose logit is above 0, and all labels count. Scikit-learn's {@code f1_score} does the same.
 */
final class F1Count implements MetricCount {

  private final GraphData graph;
  private final Map<Role, Counts> counts = new EnumMap<>(Role.class);

  F1Count(GraphData graph) {
    this.graph = graph;
  }

  @Override
  public void add(Role role, long node, Matrix logits, int row) {
    Counts c = counts.computeIfAbsent(role, r -> new Counts(graph.shape().classes()));
    Matrix labels = graph.labels();
    if (labels == null) {
      c.addClass(graph.label(node), Predictions.argmax(logits, row));
      return;
    }
    for (int label = 0; label < logits.cols(); label++) {
      c.addLabel(label, labels.get(node, label) > 0.5f, logits.get(row, label) > 0);
    }
  }

  @Override
  public double value(Metric metric, Role role) {
    Counts c = counts.get(role);
    if (c == null) {
      return Double.NaN;
    }
    return metric == Metric.MACRO_F1 ? c.macro(graph.shape().multiLabel()) : c.micro();
  }

  /** Counts of each class. */
  private static final class Counts {

    private final long[] hits;
    private final long[] predictedAndActual;

    Counts(int classes) {
      hits = new long[classes];
      predictedAndActual = new long[classes];
    }

    void addClass(int actual, int predicted) {
      predictedAndActual[actual]++;
      predictedAndActual[predicted]++;
      hits[actual] += actual == predicted ? 1 : 0;
    }

    void addLabel(int label, boolean actual, boolean predicted) {
      predictedAndActual[label] += (actual ? 1 : 0) + (predicted ? 1 : 0);
      hits[label] += actual && predicted ? 1 : 0;
    }

    double micro() {
      long hit = 0;
      long all = 0;
      for (int c = 0; c < hits.length; c++) {
        hit += hits[c];
        all += predictedAndActual[c];
      }
      return all == 0 ? 0 : 2.0 * hit / all;
    }

    double macro(boolean all) {
      double sum = 0;
      int classes = 0;
      for (int c = 0; c < hits.length; c++) {
        boolean occurs = predictedAndActual[c] > 0;
        sum += occurs ? 2.0 * hits[c] / predictedAndActual[c] : 0;
        classes += occurs || all ? 1 : 0;
      }
      return sum / classes;
    }
  }
}
