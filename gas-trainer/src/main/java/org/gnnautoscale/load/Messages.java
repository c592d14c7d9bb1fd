package org.gnnautoscale.load;

/** Which edges a model's layers send messages along, and what an edge weighs. */
public enum Messages {
  /** None: each node stands for itself; a batch has no halo and there are no histories. */
  NONE,

  /** The graph's edges with their weights (1 where it has none). */
  EDGES,

  /** The same, and for each node a self-loop that weighs as much as its other edges on average. */
  SELF_LOOPS,

  /**
   * Edges and a self-loop of weight 1 for each node, divided by the square roots of the weighted
   * in-degrees of both ends over the whole graph, as GCN needs it.
   *
   * @see <a href="https://arxiv.org/abs/1609.02907">Kipf and Welling, GCN, ICLR 2017</a>
   */
  SYMMETRIC
}
