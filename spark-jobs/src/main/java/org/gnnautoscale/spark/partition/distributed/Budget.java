package org.gnnautoscale.spark.partition.distributed;

/**
 * The largest graph that is partitioned on the driver; larger ones are made smaller on the cluster
 * first.
 *
 * @param nodes most nodes
 * @param edges most edges
 */
public record Budget(int nodes, long edges) {

  /** Four million nodes, forty million edges: some 3 GiB of heap. */
  public static final Budget DEFAULT = new Budget(4_000_000, 40_000_000);

  /** Checks that both are at least 1. */
  public Budget {
    if (nodes < 1) {
      throw new IllegalArgumentException("driver-nodes must be at least 1, got " + nodes);
    }
    if (edges < 1) {
      throw new IllegalArgumentException("driver-edges must be at least 1, got " + edges);
    }
  }

  /** Whether a graph of that size is within the budget. */
  public boolean allows(long nodes, long edges) {
    return nodes <= this.nodes && edges <= this.edges;
  }
}
