package org.gnnautoscale.spark.partition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.partition.PartitionOptions;
import org.gnnautoscale.spark.partition.distributed.Budget;

/**
 * Everything that decides the outcome of partitioning; equal configs of equal graphs give equal
 * parts.
 *
 * @param graph GRAPH directory, with its scheme
 * @param output directory of the store, with its scheme
 * @param existing what to do with an output that is there already
 * @param method how nodes are assigned to parts
 * @param options how many parts, how even, which seed
 * @param balance what parts have equally much of
 * @param budget which graphs the driver partitions alone
 */
public record PartitionConfig(
    Path graph,
    Path output,
    Existing existing,
    PartitionMethod method,
    PartitionOptions options,
    Balance balance,
    Budget budget) {

  /**
   * Sees to it that the driver may have enough nodes to give each part some, and that the method
   * can balance what is asked for.
   */
  public PartitionConfig {
    if (method == PartitionMethod.RANDOM && balance != Balance.NODES) {
      throw new IllegalArgumentException(
          "method random draws parts of equally many nodes: use --balance nodes with it, or --method"
              + " metis for balance "
              + balance);
    }
    if (method != PartitionMethod.RANDOM && budget.nodes() < 2L * options.parts()) {
      throw new IllegalArgumentException(
          "driver-nodes must be at least twice the parts, %d, got %d"
              .formatted(2L * options.parts(), budget.nodes()));
    }
  }

  /** The defaults of the command line: metis, seed 1, imbalance 0.03 in nodes, all cores. */
  public static PartitionConfig of(Path graph, Path output, int parts) {
    return new PartitionConfig(
        graph,
        output,
        Existing.REFUSE,
        PartitionMethod.METIS,
        PartitionOptions.of(parts),
        Balance.NODES,
        Budget.DEFAULT);
  }

  /** The same with another method. */
  public PartitionConfig withMethod(PartitionMethod method) {
    return new PartitionConfig(graph, output, existing, method, options, balance, budget);
  }

  /** The same with another way to treat an output that is there. */
  public PartitionConfig withExisting(Existing existing) {
    return new PartitionConfig(graph, output, existing, method, options, balance, budget);
  }

  /** The same with another unit of balance. */
  public PartitionConfig withBalance(Balance balance) {
    return new PartitionConfig(graph, output, existing, method, options, balance, budget);
  }

  /** The same with another budget for the driver. */
  public PartitionConfig withBudget(Budget budget) {
    return new PartitionConfig(graph, output, existing, method, options, balance, budget);
  }

  /** Whether the rounds on Spark are needed for a graph of that size. */
  boolean isDistributed(long nodes, long edges) {
    return method == PartitionMethod.SPARK
        || (method == PartitionMethod.METIS && !budget.allows(nodes, edges));
  }

  /**
   * What a manifest says of how its parts came to be.
   *
   * @param distributed whether rounds on Spark were needed: only then the budget decides something
   */
  Map<String, Object> settings(boolean distributed) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("parts", options.parts());
    map.put("method", method.toString());
    map.put("seed", options.seed());
    map.put("imbalance", options.imbalance());
    map.put("balance", balance.toString());
    map.put("objective", options.objective().toString());
    if (distributed) {
      map.put("driverNodes", budget.nodes());
      map.put("driverEdges", budget.edges());
    }
    return map;
  }
}
