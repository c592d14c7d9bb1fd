package org.gnnautoscale.train;

import java.util.EnumMap;
import java.util.Map;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;

/** Accuracy: the class with the largest logit, the first of them if several are, is the label. */
final class HitCount implements MetricCount {

  private final GraphData graph;
  private final Map<Role, long[]> hitsAndAll = new EnumMap<>(Role.class);

  HitCount(GraphData graph) {
    this.graph = graph;
  }

  @Override
  public void add(Role role, long node, Matrix logits, int row) {
    long[] counts = hitsAndAll.computeIfAbsent(role, r -> new long[2]);
    counts[0] += Predictions.argmax(logits, row) == graph.label(node) ? 1 : 0;
    counts[1]++;
  }

  @Override
  public double value(Metric metric, Role role) {
    long[] counts = hitsAndAll.getOrDefault(role, new long[2]);
    return counts[1] == 0 ? Double.NaN : (double) counts[0] / counts[1];
  }
}
