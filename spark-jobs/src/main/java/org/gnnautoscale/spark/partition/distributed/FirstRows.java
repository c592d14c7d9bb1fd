package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.gnnautoscale.spark.ExactPartitioner;
import org.gnnautoscale.spark.ingest.EdgeBlock;
import org.gnnautoscale.spark.ingest.EdgeWeights;
import org.gnnautoscale.spark.ingest.PairBuffer;
import org.gnnautoscale.spark.ingest.PairChunks;
import org.gnnautoscale.spark.ingest.PairList;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the finest graph, from its edges: each edge is an arc in the rows of both its ends. A
 * directed graph becomes a symmetric one, as a cut has no direction.
 */
final class FirstRows {

  private FirstRows() {}

  /** The rows in so many blocks; lazy. */
  static JavaRDD<RowBlock> of(JavaRDD<EdgeBlock> edges, FirstWeights weights, int blocks) {
    return edges
        .mapPartitionsToPair(
            part ->
                new PairChunks(
                    new BothEnds(part, weights, blocks),
                    weights.edgesToo() ? PairBuffer.weighted(blocks) : PairBuffer.of(blocks)))
        .partitionBy(new ExactPartitioner(blocks))
        .mapPartitions(
            chunks -> {
              PairList arcs = PairList.of(chunks);
              return List.of(rows(arcs.pairs(), arcs.weights(), weights.nodes())).iterator();
            },
            true);
  }

  /**
   * Packs an arc: node (bits 32..62), neighbor (bits 1..31), and whether it counts for the weight
   * of the node (bit 0).
   */
  static long arc(int node, int neighbor, boolean counts) {
    return ((long) node << 32) | ((long) neighbor << 1) | (counts ? 1 : 0);
  }

  /**
   * Builds rows.
   *
   * @param arcs ascending, perhaps with repeats
   * @param weights of the arcs, whole; those of repeats add up. Absent: all 1, whatever the repeats
   * @param weight what nodes weigh: their arcs that count, and 1
   */
  static RowBlock rows(long[] arcs, float @Nullable [] weights, NodeWeight weight) {
    int[] col = new int[arcs.length];
    int[] node = new int[arcs.length];
    int[] rowPtr = new int[arcs.length + 1];
    int[] nodeWeights = new int[arcs.length];
    int[] arcWeights = new int[weights == null ? 0 : arcs.length];
    int rows = 0;
    int end = 0;
    for (int i = 0; i < arcs.length; i++) {
      int u = (int) (arcs[i] >>> 32);
      if (rows == 0 || node[rows - 1] != u) {
        nodeWeights[rows] = 1;
        node[rows++] = u;
      }
      nodeWeights[rows - 1] += (int) arcs[i] & 1;
      if (i == 0 || arcs[i] >>> 1 != arcs[i - 1] >>> 1) {
        col[end++] = (int) arcs[i] >>> 1;
        rowPtr[rows] = end;
      }
      if (weights != null) {
        arcWeights[end - 1] += (int) weights[i];
      }
    }
    return new RowBlock(
            Arrays.copyOf(node, rows),
            Arrays.copyOf(rowPtr, rows + 1),
            Arrays.copyOf(col, end),
            weights == null ? null : Arrays.copyOf(arcWeights, end),
            weight == NodeWeight.ONE ? null : Arrays.copyOf(nodeWeights, rows))
        .sorted();
  }

  /** The two arcs of each edge, each bound for the block of its node. */
  private static final class BothEnds implements PairChunks.Source {

    private final Iterator<EdgeBlock> blocks;
    private final FirstWeights weighing;
    private final int targets;
    private long[] pairs = new long[0];
    private float @Nullable [] weights;
    private int next;

    BothEnds(Iterator<EdgeBlock> blocks, FirstWeights weighing, int targets) {
      this.blocks = blocks;
      this.weighing = weighing;
      this.targets = targets;
    }

    @Override
    public boolean addNext(PairBuffer buffer) {
      while (next == pairs.length) {
        if (!blocks.hasNext()) {
          return false;
        }
        EdgeBlock block = blocks.next();
        pairs = block.pairs();
        weights = block.weights();
        next = 0;
      }
      long pair = pairs[next];
      float weight = weights == null ? 1 : EdgeWeights.scaled(weights[next], weighing.scale());
      next++;
      int first = (int) (pair >>> 32);
      int second = (int) pair;
      buffer.add(first % targets, arc(first, second, weighing.nodes().countsFirst()), weight);
      buffer.add(second % targets, arc(second, first, true), weight);
      return true;
    }
  }
}
