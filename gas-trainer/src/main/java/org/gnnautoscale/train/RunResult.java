package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run reached, at the epoch of its best validation metric.
 *
 * @param run which
 * @param bestEpoch counted from 1: the first of the best validation metric, or the last epoch
 *     without validation nodes
 * @param scores metrics of that epoch; NaN where there are no nodes
 */
public record RunResult(Run run, int bestEpoch, RoleScores scores) {

  /** For run.json; absent metrics are null. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("run", run.index());
    map.put("seed", run.seed());
    map.put("split", run.split());
    map.put("bestEpoch", bestEpoch);
    map.put("train", orNull(scores.train()));
    map.put("val", orNull(scores.val()));
    map.put("test", orNull(scores.test()));
    scores.testFigures().forEach((metric, value) -> map.put(testKey(metric), value));
    return map;
  }

  /** Name of a metric of the test nodes beside the one that decides: {@code testMacroF1}. */
  static String testKey(Metric metric) {
    String key = metric.key();
    return "test" + Character.toUpperCase(key.charAt(0)) + key.substring(1);
  }

  private static @Nullable Double orNull(double metric) {
    return Double.isNaN(metric) ? null : metric;
  }
}
