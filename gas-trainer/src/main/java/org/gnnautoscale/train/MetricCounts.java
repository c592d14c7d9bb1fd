package org.gnnautoscale.train;

import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;

/** Several metrics of the same predictions. */
final class MetricCounts {

  private final Map<Metric, MetricCount> byMetric = new EnumMap<>(Metric.class);
  private final Set<MetricCount> counts;

  MetricCounts(Set<Metric> metrics, GraphData graph) {
    F1Count f1 = new F1Count(graph);
    for (Metric metric : metrics) {
      byMetric.put(
          metric,
          switch (metric) {
            case ACCURACY -> new HitCount(graph);
            case MICRO_F1, MACRO_F1 -> f1;
            case ROC_AUC -> new RankCount(graph);
          });
    }
    counts = new LinkedHashSet<>(byMetric.values());
  }

  /** Counts one node that has a label. */
  void add(Role role, long node, Matrix logits, int row) {
    for (MetricCount count : counts) {
      count.add(role, node, logits, row);
    }
  }

  /** All metrics of a role's nodes that have a value. */
  Map<Metric, Double> values(Role role) {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    byMetric.forEach(
        (metric, count) -> {
          double value = count.value(metric, role);
          if (!Double.isNaN(value)) {
            values.put(metric, value);
          }
        });
    return values;
  }

  /** One of the metrics of a role's nodes; NaN without any. */
  double value(Metric metric, Role role) {
    MetricCount count = byMetric.get(metric);
    if (count == null) {
      throw new IllegalArgumentException(metric.key() + " has not been counted");
    }
    return count.value(metric, role);
  }
}
