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

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", model.model());
    map.put("settings", model.settings());
    map.put("batchRows", rows);
    map.put("haloRows", haloRows);
    map.put("epoch", training.toMap());
    map.put("waitSeconds", waitSeconds);
    map.put("evaluation", evaluation.toMap());
    return map;
  }
}
