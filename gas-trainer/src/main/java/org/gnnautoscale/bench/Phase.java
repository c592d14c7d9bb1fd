package org.gnnautoscale.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done once an epoch: the training steps, or the evaluation.
 *
 * @param seconds median
 * @param kernels what each kernel takes of that, longest first
 */
public record Phase(double seconds, List<KernelShare> kernels) {

  /** Copies the list. */
  public Phase {
    kernels = List.copyOf(kernels);
  }

  /** Least seconds that this machine needs for the same kernels. */
  public double bound() {
    return kernels.stream().mapToDouble(KernelShare::bound).sum();
  }

  /** The bound's share of the seconds: 1 is as fast as the machine can. */
  public double ratio() {
    return bound() / seconds;
  }

  /** Seconds outside of all kernels. */
  public double rest() {
    return seconds - kernels.stream().mapToDouble(KernelShare::seconds).sum();
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("seconds", seconds);
    map.put("boundSeconds", bound());
    map.put("ratio", ratio());
    map.put("kernels", kernels.stream().map(KernelShare::toMap).toList());
    return map;
  }
}
