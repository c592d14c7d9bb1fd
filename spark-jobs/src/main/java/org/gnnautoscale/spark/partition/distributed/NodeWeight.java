package org.gnnautoscale.spark.partition.distributed;

import org.gnnautoscale.partition.Balance;

/** What a node weighs in the finest graph. */
public enum NodeWeight {
  /** All the same. */
  ONE,

  /** As many messages as a layer sends it: one along each edge, and its own. */
  EDGES,

  /** The same of a directed graph: one along each edge that leads to it, and its own. */
  EDGES_IN;

  /**
   * The weight that serves a balance.
   *
   * @throws IllegalArgumentException for training nodes, which need a second weight
   */
  public static NodeWeight of(Balance balance, boolean directed) {
    return switch (balance) {
      case NODES -> ONE;
      case EDGES -> directed ? EDGES_IN : EDGES;
      case TRAIN ->
          throw new IllegalArgumentException(
              "balance train needs the whole structure on the driver: use --method metis with a"
                  + " larger --driver-nodes and --driver-edges, or --balance nodes");
    };
  }

  /** Whether an edge counts for its first end: a directed one leads away from it. */
  boolean countsFirst() {
    return this == EDGES;
  }
}
