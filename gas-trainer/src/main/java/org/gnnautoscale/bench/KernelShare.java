package org.gnnautoscale.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gnnautoscale.engine.MachineLimits;

/**
 * What one kernel takes of an epoch.
 *
 * @param kernel its name
 * @param calls of an epoch
 * @param seconds of an epoch
 * @param bound least seconds that this machine needs for it
 * @param flopsRate floating-point operations of dense products in a second
 * @param bytesRate bytes in a second, of those that must be moved
 */
public record KernelShare(
    String kernel, double calls, double seconds, double bound, double flopsRate, double bytesRate) {

  /**
   * What it takes of one of several epochs.
   *
   * @param pace how long that one took, over the mean of all
   */
  static KernelShare of(KernelTotal total, int epochs, double pace, MachineLimits limits) {
    double seconds = pace * total.seconds();
    return new KernelShare(
        total.kernel(),
        (double) total.calls() / epochs,
        seconds / epochs,
        total.bound(limits) / epochs,
        total.flops() / seconds,
        total.allBytes() / seconds);
  }

  /** The bound's share of the seconds. */
  public double ratio() {
    return bound / seconds;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kernel", kernel);
    map.put("calls", calls);
    map.put("seconds", seconds);
    map.put("boundSeconds", bound);
    map.put("ratio", ratio());
    map.put("flopsPerSecond", flopsRate);
    map.put("bytesPerSecond", bytesRate);
    return map;
  }
}
