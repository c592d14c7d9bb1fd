package org.gnnautoscale.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What epochs of one model took, and what they cannot do without.
 *
 * @param model that was trained
 * @param rows of the batches of an epoch
 * @param haloRows of their halos
 * @param training an epoch, without its evaluation
 * @param waitSeconds of an epoch in which steps waited for their batches
 * @param evaluation an exact pass over all nodes, and the metrics
 */
public record ModelReport(
    BenchCase model,
    long rows,
    long haloRows,
    Phase training,
    double waitSeconds,
    Phase evaluation) {

  /**
   * What histories and the assembly of batches take of an epoch: pushes, the halo's rows of pulls,
   * and waiting for batches.
   */
  public double historySeconds() {
    double halo = (double) haloRows / (rows + haloRows);
    return waitSeconds
        + training.kernels().stream()
            .mapToDouble(
                kernel ->
                    kernel.kernel().equals("push")
                        ? kernel.seconds()
                        : kernel.kernel().startsWith("pull") ? halo * kernel.seconds() : 0)
            .sum();
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model.model());
    map.put("settings", model.settings());
    map.put("batchRows", rows);
    map.put("haloRows", haloRows);
    map.put("epoch", training.toMap());
    map.put("waitSeconds", waitSeconds);
    map.put("historySeconds", historySeconds());
    map.put("evaluation", evaluation.toMap());
    return map;
  }
}
