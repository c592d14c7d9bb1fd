package org.gnnautoscale.infer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.gnnautoscale.train.Metric;
import org.gnnautoscale.train.RoleScores;
import org.gnnautoscale.train.Spread;
import org.jspecify.annotations.Nullable;

/**
 * Metrics of a RUN's models.
 *
 * @param model name of the model
 * @param dataset name of the store
 * @param contentHash of the store
 * @param metric what was measured
 * @param scores of each run
 * @param classes figures of each class on the test nodes of all runs together; empty without any
 */
public record EvaluationReport(
    String model,
    String dataset,
    String contentHash,
    Metric metric,
    List<RoleScores> scores,
    List<ClassFigures> classes) {

  /** Copies the lists. */
  public EvaluationReport {
    scores = List.copyOf(scores);
    classes = List.copyOf(classes);
  }

  /** Metric of a role in each run; null if it has no nodes. */
  public @Nullable Spread spread(ToDoubleFunction<RoleScores> role) {
    List<Double> values = scores.stream().map(role::applyAsDouble).toList();
    return values.stream().anyMatch(value -> Double.isNaN(value)) ? null : new Spread(values);
  }

  /** What {@code gas evaluate --json} prints; absent metrics are null. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("dataset", dataset);
    map.put("contentHash", contentHash);
    map.put("metric", metric.key());
    map.put("runs", scores.size());
    map.put("trainMetric", toMap(spread(RoleScores::train)));
    map.put("valMetric", toMap(spread(RoleScores::val)));
    map.put("testMetric", toMap(spread(RoleScores::test)));
    map.put("macroF1", classes.stream().mapToDouble(ClassFigures::f1).average().orElse(0));
    map.put("classes", classes.stream().map(ClassFigures::toMap).toList());
    return map;
  }

  private static @Nullable Map<String, Object> toMap(@Nullable Spread spread) {
    return spread == null ? null : spread.toMap();
  }
}
