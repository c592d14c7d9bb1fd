package org.gnnautoscale.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gnnautoscale.engine.MachineLimits;

/** What each kernel did. */
final class KernelTotals {

  private final Map<String, KernelTotal> totals = new LinkedHashMap<>();

  void add(KernelTotal total) {
    totals.merge(total.kernel(), total, KernelTotal::plus);
  }

  void addAll(KernelTotals other) {
    other.totals.values().forEach(this::add);
  }

  /**
   * Compares them with the limits of the machine.
   *
   * @param seconds median over the times
   * @param times how often it was done
   */
  Phase phase(double seconds, int times, MachineLimits limits) {
    return new Phase(
        seconds,
        totals.values().stream()
            .map(total -> KernelShare.of(total, times, limits))
            .sorted(Comparator.comparingDouble(KernelShare::seconds).reversed())
            .toList());
  }
}
