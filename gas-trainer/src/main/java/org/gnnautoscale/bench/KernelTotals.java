package org.gnnautoscale.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.engine.MachineLimits;
import org.gnnautoscale.train.Spread;

/** What each kernel did. */
final class KernelTotals {

  private final Map<String, KernelTotal> totals = new LinkedHashMap<>();

  void add(KernelTotal total) {
    totals.merge(total.kernel(), total, KernelTotal::plus);
  }

  void addAll(KernelTotals other) {
    other.totals.values().forEach(this::add);
  }

  /** All of them as one, of which it is known how long it took. */
  KernelShare together(double seconds, MachineLimits limits) {
    double flops = totals.values().stream().mapToDouble(KernelTotal::flops).sum();
    double bytes = totals.values().stream().mapToDouble(KernelTotal::allBytes).sum();
    double bound = totals.values().stream().mapToDouble(total -> total.bound(limits)).sum();
    return new KernelShare("all", 1, seconds, bound, flops / seconds, bytes / seconds);
  }

  /**
   * Compares them with the limits of the machine: what the median epoch took, of which each kernel
   * took its share of all epochs.
   *
   * @param seconds of each epoch
   */
  Phase phase(List<Double> seconds, MachineLimits limits) {
    int epochs = seconds.size();
    double median = Spread.median(seconds);
    double mean = seconds.stream().mapToDouble(Double::doubleValue).sum() / epochs;
    return new Phase(
        median,
        totals.values().stream()
            .map(total -> KernelShare.of(total, epochs, median / mean, limits))
            .sorted(Comparator.comparingDouble(KernelShare::seconds).reversed())
            .toList());
  }
}
