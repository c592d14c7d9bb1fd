package org.gnnautoscale.spark.partition;

import java.util.Iterator;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.spark.DriverHeap;
import org.gnnautoscale.spark.Pieces;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.ingest.EdgeBlock;
import org.gnnautoscale.spark.ingest.IngestedGraph;

/**
 * Brings the structure of a graph to the driver; a directed graph becomes a symmetric one there, as
 * a cut has no direction.
 */
final class DriverGraph {

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
          "the driver takes graphs of at most %,d edges, got %,d: lower --driver-edges"
              .formatted(CsrGraph.MAX_ARCS / 2, edges));
    }
    long needed = DriverHeap.bytes(graph.numNodes(), edges);
    DriverHeap.require(needed);
    steps.say(
        "partitioning takes up to %s of the driver's heap".formatted(DriverHeap.gibibytes(needed)));
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
}
