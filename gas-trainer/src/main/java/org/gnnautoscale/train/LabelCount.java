package org.gnnautoscale.train;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;

/**
 * Micro F1 over labels: 2 tp / (2 tp + fp + fn), a label being predicted where its logit is above
 * 0.
 */
final class LabelCount implements MetricCount {

  private final Matrix labels;
  private final Map<Role, Counts> counts = new EnumMap<>(Role.class);

  private static final class Counts {
    private long truePositive;
    private long wrong;
  }

  LabelCount(GraphData graph) {
    this.labels = Objects.requireNonNull(graph.labels(), "labels");
  }

  @Override
  public void add(Role role, long node, Matrix logits, int row) {
    Counts c = counts.computeIfAbsent(role, r -> new Counts());
    for (int label = 0; label < logits.cols(); label++) {
      boolean predicted = logits.get(row, label) > 0;
      boolean actual = labels.get(node, label) > 0.5f;
      if (predicted && actual) {
        c.truePositive++;
      } else if (predicted != actual) {
        c.wrong++;
      }
    }
  }

  @Override
  public double value(Role role) {
    Counts c = counts.get(role);
    if (c == null) {
      return Double.NaN;
    }
    long all = 2 * c.truePositive + c.wrong;
    return all == 0 ? 0 : 2.0 * c.truePositive / all;
  }
}
