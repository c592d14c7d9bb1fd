package org.gnnautoscale.spark.partition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.partition.PartitionOptions;

/**
 * Everything that decides the outcome of partitioning; equal configs of equal graphs give equal
 * parts.
 *
 * @param graph GRAPH directory, with its scheme
 * @param output directory of the store, with its scheme
 * @param existing what to do with an output that is there already
 * @param method how nodes are assigned to parts
 * @param options how many parts, how even, which seed
 */
public record PartitionConfig(
    Path graph, Path output, Existing existing, PartitionMethod method, PartitionOptions options) {

  /** The defaults of the command line: metis, seed 1, imbalance 0.03, all cores. */
  public static PartitionConfig of(Path graph, Path output, int parts) {
    return new PartitionConfig(
        graph, output, Existing.REFUSE, PartitionMethod.METIS, PartitionOptions.of(parts));
  }

  /** The same with another method. */
  public PartitionConfig withMethod(PartitionMethod method) {
    return new PartitionConfig(graph, output, existing, method, options);
  }

  /** The same with another way to treat an output that is there. */
  public PartitionConfig withExisting(Existing existing) {
    return new PartitionConfig(graph, output, existing, method, options);
  }

  /** What a manifest says of how its parts came to be. */
  Map<String, Object> settings() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("parts", options.parts());
    map.put("method", method.toString());
    map.put("seed", options.seed());
    map.put("imbalance", options.imbalance());
    return map;
  }
}
