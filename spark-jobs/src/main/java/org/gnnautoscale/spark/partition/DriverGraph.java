package org.gnnautoscale.spark.partition;

import java.util.Iterator;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.partition.MultilevelKWay;
import org.gnnautoscale.spark.Pieces;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.ingest.EdgeBlock;
import org.gnnautoscale.spark.ingest.IngestedGraph;

/**
 * Brings the structure of a graph to the driver; a directed graph becomes a symmetric one there, as
 * a cut has no direction.
 */
final class DriverGraph {

  /** What Spark itself takes on a driver, measured on small graphs. */
  private static final long SPARK_BYTES = 256L << 20;

  private DriverGraph() {}

  /**
   * Fetches the edges, block by block.
   *
   * @throws IllegalArgumentException if the heap is too small for them and for partitioning
   */
  static CsrGraph fetch(IngestedGraph graph, Steps steps) {
    long edges = graph.shape().edges();
    if (2 * edges > CsrGraph.MAX_ARCS) {
      throw new IllegalArgumentException(
          "method metis takes graphs of at most %,d edges, got %,d: use --method random"
              .formatted(CsrGraph.MAX_ARCS / 2, edges));
    }
    long needed = bytes(graph.numNodes(), edges);
    requireHeap(needed, Runtime.getRuntime().maxMemory());
    steps.say("partitioning takes up to %s of the driver's heap".formatted(gibibytes(needed)));
    int numBlocks = graph.blocks().getNumPartitions();
    long[][] pairs = new long[numBlocks][];
    try (Steps.Step step = steps.begin("fetch edges", numBlocks)) {
      Iterator<long[]> blocks = Pieces.toDriver(graph.blocks().map(EdgeBlock::pairs));
      for (int b = 0; b < numBlocks; b++) {
        pairs[b] = blocks.next();
        step.advance(1);
      }
    }
    return CsrGraph.ofPairs(graph.numNodes(), pairs);
  }

  /** Heap in use at most: the pairs beside the rows that are built of them, or partitioning. */
  static long bytes(long nodes, long edges) {
    long ids = 8 * nodes;
    long rows = 8 * edges + 4 * nodes;
    long building = 16 * edges + 4 * nodes;
    long partitioning = MultilevelKWay.estimatedBytes(nodes, 2 * edges);
    return SPARK_BYTES + ids + rows + Math.max(building, partitioning);
  }

  static void requireHeap(long needed, long heap) {
    if (needed > heap) {
      throw new IllegalArgumentException(
          ("partitioning needs %s of heap on the driver, which has %s\n"
                  + "  fix      set GAS_HEAP=%3$dg, or give spark-submit --driver-memory %3$dg")
              .formatted(gibibytes(needed), gibibytes(heap), ((needed * 5 / 4) >> 30) + 1));
    }
  }

  private static String gibibytes(long bytes) {
    return "%.1f GiB".formatted(bytes / (double) (1L << 30));
  }
}
