package org.gnnautoscale.spark.partition;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.partition.Balance;
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
   * @param balance what nodes weigh: nothing for nodes, else their messages, or 1 for training
   *     nodes and 0 for others
   * @throws IllegalArgumentException if the heap is too small for them and for partitioning
   */
  static CsrGraph fetch(IngestedGraph graph, Balance balance, Steps steps) throws IOException {
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
    CsrGraph structure = CsrGraph.ofPairs(graph.numNodes(), pairs);
    return switch (balance) {
      case NODES -> structure;
      case EDGES -> structure.withNodeWeights(messages(graph, pairs));
      case TRAIN -> structure.withNodeWeights(steps.run("fetch training nodes", graph::training));
    };
  }

  /** One from each node to itself, and along each edge: both ways, or to where it leads. */
  private static int[] messages(IngestedGraph graph, long[][] pairs) {
    int[] messages = new int[graph.numNodes()];
    Arrays.fill(messages, 1);
    boolean directed = graph.shape().directed();
    for (long[] block : pairs) {
      for (long pair : block) {
        messages[(int) pair]++;
        if (!directed) {
          messages[(int) (pair >>> 32)]++;
        }
      }
    }
    return messages;
  }
}
