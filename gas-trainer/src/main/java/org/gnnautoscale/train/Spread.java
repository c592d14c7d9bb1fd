package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One figure of several runs.
 *
 * @param perRun the figure of each run, in run order; empty if it does not exist
 */
public record Spread(List<Double> perRun) {

  /** Copies the list. */
  public Spread {
    perRun = List.copyOf(perRun);
  }

  /** Mean over the runs, NaN without any. */
  public double mean() {
    return perRun.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Sample standard deviation, 0 for a single run. */
  public double std() {
    if (perRun.size() < 2) {
      return 0;
    }
    double mean = mean();
    double squares = perRun.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (perRun.size() - 1));
  }

  /** Keys mean, std and perRun. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("mean", mean());
    map.put("std", std());
    map.put("perRun", perRun);
    return map;
  }

  /** Median, min and max of some seconds; zeros without any. */
  static Map<String, Object> seconds(List<Double> seconds) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("median", median(seconds));
    map.put("min", seconds.stream().mapToDouble(Double::doubleValue).min().orElse(0));
    map.put("max", seconds.stream().mapToDouble(Double::doubleValue).max().orElse(0));
    return map;
  }

  /** The middle one of some values, or the mean of both; 0 without any. */
  public static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
