package org.gnnautoscale.spark.partition;

import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.partition.Objective;
import org.gnnautoscale.spark.DriverHeap;
import org.gnnautoscale.spark.Pieces;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.ingest.EdgeBlock;
import org.gnnautoscale.spark.ingest.EdgeWeights;
import org.gnnautoscale.spark.ingest.IngestedGraph;

/**
 * Brings the structure of a graph to the driver; a directed graph becomes a symmetric one there, as
 * a cut has no direction: the weights of both directions add up.
 *
 * <p>Weights of edges come along if the cut is to be small, not if the halo is: a row is pulled
 * whatever its edges weigh.
 */
final class DriverGraph {

  private final IngestedGraph graph;
  private final PartitionConfig config;
  private final Steps steps;
  private final boolean weighted;
  private final long[][] pairs;
  private final int[][] weights;

  private DriverGraph(IngestedGraph graph, PartitionConfig config, Steps steps) {
    this.graph = graph;
    this.config = config;
    this.steps = steps;
    this.weighted = graph.shape().weighted() && config.options().objective() == Objective.CUT;
    this.pairs = new long[graph.blocks().getNumPartitions()][];
    this.weights = new int[weighted ? pairs.length : 0][];
  }

  /**
   * Fetches the edges, block by block. Nodes have the weight that is to be balanced: none for
   * nodes, their messages for edges, 1 or 0 for training nodes and others.
   *
   * @throws IllegalArgumentException if the heap is too small for them and for partitioning
   */
  static CsrGraph fetch(IngestedGraph graph, PartitionConfig config, Steps steps)
      throws IOException {
    DriverGraph driver = new DriverGraph(graph, config, steps);
    driver.requireRoom();
    driver.fetchEdges();
    return driver.build();
  }

  private void requireRoom() {
    long edges = graph.shape().edges();
    if (2 * edges > CsrGraph.MAX_ARCS) {
      throw new IllegalArgumentException(
          "the driver takes graphs of at most %,d edges, got %,d: lower --driver-edges"
              .formatted(CsrGraph.MAX_ARCS / 2, edges));
    }
    int nodes = graph.numNodes();
    long needed =
        weighted ? DriverHeap.weightedBytes(nodes, edges) : DriverHeap.bytes(nodes, edges);
    DriverHeap.require(needed);
    steps.say(
        "partitioning takes up to %s of the driver's heap".formatted(DriverHeap.gibibytes(needed)));
  }

  private void fetchEdges() {
    double scale = weighted ? graph.weights().scale() : 1;
    try (Steps.Step step = steps.begin("fetch edges", pairs.length)) {
      Iterator<EdgeBlock> blocks = Pieces.toDriver(graph.blocks());
      for (int b = 0; b < pairs.length; b++) {
        EdgeBlock block = blocks.next();
        pairs[b] = block.pairs();
        float[] ofBlock = block.weights();
        if (weighted) {
          weights[b] = EdgeWeights.scaled(ofBlock == null ? new float[0] : ofBlock, scale);
        }
        step.advance(1);
      }
    }
  }

  private CsrGraph build() throws IOException {
    CsrGraph structure =
        weighted
            ? CsrGraph.ofWeightedPairs(graph.numNodes(), pairs, weights)
            : CsrGraph.ofPairs(graph.numNodes(), pairs);
    return switch (config.balance()) {
      case NODES -> structure;
      case EDGES -> structure.withNodeWeights(messages());
      case TRAIN -> structure.withNodeWeights(steps.run("fetch training nodes", graph::training));
    };
  }

  /** One from each node to itself, and along each edge: both ways, or to where it leads. */
  private int[] messages() {
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
