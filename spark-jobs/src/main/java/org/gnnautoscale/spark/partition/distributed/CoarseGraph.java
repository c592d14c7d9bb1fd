package org.gnnautoscale.spark.partition.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.spark.DriverHeap;

/** Brings a graph that is small enough to the driver. */
final class CoarseGraph {

  private CoarseGraph() {}

  /**
   * Fetches the rows.
   *
   * @param aside weight of nodes that are in no row: one more node, without neighbors, has it, so
   *     that the average part comes out right
   * @throws IllegalArgumentException if the heap is too small for them and for partitioning
   */
  static CsrGraph fetch(Level level, int aside) {
    if (level.arcs() > CsrGraph.MAX_ARCS) {
      throw new IllegalArgumentException(
          "the driver takes graphs of at most %,d edges, got %,d: lower --driver-edges"
              .formatted(CsrGraph.MAX_ARCS / 2, level.arcs() / 2));
    }
    DriverHeap.require(DriverHeap.bytes(level.nodes(), level.arcs() / 2));
    List<RowBlock> blocks = new ArrayList<>();
    long blockBytes = 2L * Integer.BYTES * level.arcs() / level.numBlocks();
    level.each(block -> block, 2 * blockBytes, (b, block) -> blocks.add(block));
    int nodes = level.nodes() + (aside > 0 ? 1 : 0);
    int[] rowPtr = rowPtr(blocks, nodes);
    int[] col = new int[rowPtr[nodes]];
    int[] weights = new int[col.length];
    for (RowBlock block : blocks) {
      copy(block, rowPtr, col, weights);
    }
    int[] nodeWeights = new int[nodes];
    for (int u = 0; u < level.nodes(); u++) {
      nodeWeights[u] = level.nodeWeight(u);
    }
    nodeWeights[nodes - 1] += nodes > level.nodes() ? aside : 0;
    return CsrGraph.of(rowPtr, col).withArcWeights(scaled(weights)).withNodeWeights(nodeWeights);
  }

  private static int[] rowPtr(List<RowBlock> blocks, int nodes) {
    int[] rowPtr = new int[nodes + 1];
    for (RowBlock block : blocks) {
      for (int r = 0; r < block.rows(); r++) {
        rowPtr[block.node()[r] + 1] = block.degree(r);
      }
    }
    for (int u = 0; u < nodes; u++) {
      rowPtr[u + 1] += rowPtr[u];
    }
    return rowPtr;
  }

  private static void copy(RowBlock block, int[] rowPtr, int[] col, int[] weights) {
    for (int r = 0; r < block.rows(); r++) {
      int from = block.rowPtr()[r];
      int to = rowPtr[block.node()[r]];
      for (int i = 0; i < block.degree(r); i++) {
        col[to + i] = block.col()[from + i];
        weights[to + i] = block.arcWeight(from + i);
      }
    }
  }

  /** The driver counts weights in ints: those of billions of edges are divided. */
  private static int[] scaled(int[] weights) {
    long sum = Arrays.stream(weights).asLongStream().sum();
    if (sum > Integer.MAX_VALUE) {
      int divisor = Math.toIntExact(2 * sum / Integer.MAX_VALUE + 1);
      for (int a = 0; a < weights.length; a++) {
        weights[a] = Math.max(1, weights[a] / divisor);
      }
    }
    return weights;
  }
}
