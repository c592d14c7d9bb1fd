package org.gnnautoscale.infer;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.gnnautoscale.train.FrequencyBaseline;
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
 * @param baselines what the {@linkplain FrequencyBaseline most frequent labels} reach on the test
 *     nodes of each run
 * @param classes figures of each class on the test nodes of all runs together; empty without any
 * @param confusion test nodes of all runs of each class, by the class that they are predicted to
 *     have; empty where nodes have several labels
 */
public record EvaluationReport(
    String model,
    String dataset,
    String contentHash,
    Metric metric,
    List<RoleScores> scores,
    List<Map<Metric, Double>> baselines,
    List<ClassFigures> classes,
    List<List<Integer>> confusion) {

  /** Copies the lists. */
  public EvaluationReport {
    scores = List.copyOf(scores);
    baselines = List.copyOf(baselines);
    classes = List.copyOf(classes);
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  /** Metric of a role in each run; null if it has no nodes. */
  public @Nullable Spread spread(ToDoubleFunction<RoleScores> role) {
    List<Double> values = scores.stream().map(role::applyAsDouble).toList();
    return values.stream().anyMatch(value -> Double.isNaN(value)) ? null : new Spread(values);
  }

  /** Metrics of the test nodes in each run, beside the one that decides; empty without any. */
  public Map<Metric, Spread> testFigures() {
    return spreads(scores.stream().map(RoleScores::testFigures).toList());
  }

  /** The same metrics of the most frequent labels. */
  public Map<Metric, Spread> baseline() {
    return spreads(baselines);
  }

  /** Metrics that all runs have. */
  private static Map<Metric, Spread> spreads(List<Map<Metric, Double>> runs) {
    Map<Metric, Spread> spreads = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      List<Double> perRun =
          runs.stream()
              .map(run -> run.getOrDefault(metric, Double.NaN))
              .filter(value -> !Double.isNaN(value))
              .toList();
      if (!perRun.isEmpty() && perRun.size() == runs.size()) {
        spreads.put(metric, new Spread(perRun));
      }
    }
    return spreads;
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
    map.put("testFigures", toMap(testFigures()));
    map.put("baseline", toMap(baseline()));
    Spread macro = testFigures().get(Metric.MACRO_F1);
    map.put("macroF1", macro == null ? null : macro.mean());
    map.put("classes", classes.stream().map(ClassFigures::toMap).toList());
    map.put("confusion", confusion);
    return map;
  }

  private static Map<String, Object> toMap(Map<Metric, Spread> spreads) {
    Map<String, Object> map = new LinkedHashMap<>();
    spreads.forEach((metric, spread) -> map.put(metric.key(), spread.toMap()));
    return map;
  }

  private static @Nullable Map<String, Object> toMap(@Nullable Spread spread) {
    return spread == null ? null : spread.toMap();
  }
}
