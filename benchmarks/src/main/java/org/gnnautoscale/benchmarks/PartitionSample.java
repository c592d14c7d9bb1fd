package org.gnnautoscale.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;

/** What one partitioner gave for several seeds; every figure is counted from the parts. */
final class PartitionSample {

  private final List<PartitionQuality> qualities = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();

  void add(CsrGraph graph, int[] part, int parts, double took) {
    qualities.add(PartitionQuality.of(graph, part, parts));
    seconds.add(took);
  }

  double medianCut() {
    return median(PartitionQuality::cut);
  }

  double medianHalo() {
    return median(PartitionQuality::halo);
  }

  double medianSeconds() {
    return median(seconds.stream().mapToDouble(s -> s).toArray());
  }

  /** Of the most uneven result. */
  double balance() {
    return qualities.stream().mapToDouble(PartitionQuality::balance).max().orElse(0);
  }

  /** Of the most uneven result. */
  double smallest() {
    return qualities.stream().mapToDouble(PartitionQuality::smallest).min().orElse(0);
  }

  private double median(ToDoubleFunction<PartitionQuality> figure) {
    return median(qualities.stream().mapToDouble(figure).toArray());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
  }
}
