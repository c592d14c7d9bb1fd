package org.gnnautoscale.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Limits of a machine, and how near training comes to them.
 *
 * @param dataset name of the store
 * @param nodes of the graph
 * @param edges of the graph
 * @param parts of the store
 * @param threads computing threads
 * @param gemmRate floating-point operations in a second of a large dense product
 * @param copyBandwidth bytes read and written in a second by a copy
 * @param models one for each model
 */
public record BenchReport(
    String dataset,
    long nodes,
    long edges,
    int parts,
    int threads,
    double gemmRate,
    double copyBandwidth,
    List<ModelReport> models) {

  /** Keys of the JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("dataset", dataset);
    map.put("nodes", nodes);
    map.put("edges", edges);
    map.put("parts", parts);
    map.put("threads", threads);
    map.put("gemmFlopsPerSecond", gemmRate);
    map.put("copyBytesPerSecond", copyBandwidth);
    map.put("models", models.stream().map(ModelReport::toMap).toList());
    return map;
  }
}
