package org.gnnautoscale.spark.partition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;

/**
 * Everything that decides the outcome of partitioning; equal configs of equal graphs give equal
 * parts.
 *
 * @param graph GRAPH directory, with its scheme
 * @param output directory of the store, with its scheme
 * @param existing what to do with an output that is there already
 * @param parts how many, at least 1 and at most the number of nodes
 * @param method how nodes are assigned to parts
 * @param seed of everything random
 * @param imbalance how much larger than the average the largest part may be: above 0, at most 1
 * @param threads how many work on the driver, 0 for one a core; does not change the result
 */
public record PartitionConfig(
    Path graph,
    Path output,
    Existing existing,
    int parts,
    PartitionMethod method,
    long seed,
    double imbalance,
    int threads) {

  /** Checks the ranges given above. */
  public PartitionConfig {
    if (parts < 1) {
      throw new IllegalArgumentException("parts must be at least 1, got " + parts);
    }
    if (!(imbalance > 0 && imbalance <= 1)) {
      throw new IllegalArgumentException(
          "imbalance must be above 0 and at most 1, got " + imbalance);
    }
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be at least 0, got " + threads);
    }
  }

  /** The defaults of the command line: metis, seed 1, imbalance 0.03, all cores. */
  public static PartitionConfig of(Path graph, Path output, int parts) {
    return new PartitionConfig(
        graph, output, Existing.REFUSE, parts, PartitionMethod.METIS, 1, 0.03, 0);
  }

  /** The same with another method. */
  public PartitionConfig withMethod(PartitionMethod method) {
    return new PartitionConfig(graph, output, existing, parts, method, seed, imbalance, threads);
  }

  /** The same with another way to treat an output that is there. */
  public PartitionConfig withExisting(Existing existing) {
    return new PartitionConfig(graph, output, existing, parts, method, seed, imbalance, threads);
  }

  /** What a manifest says of how its parts came to be. */
  Map<String, Object> settings() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("parts", parts);
    map.put("method", method.toString());
    map.put("seed", seed);
    map.put("imbalance", imbalance);
    return map;
  }
}
