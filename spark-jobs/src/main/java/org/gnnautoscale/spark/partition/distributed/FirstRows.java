package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.gnnautoscale.spark.ExactPartitioner;
import org.gnnautoscale.spark.ingest.EdgeBlock;
import org.gnnautoscale.spark.ingest.PairBuffer;
import org.gnnautoscale.spark.ingest.PairChunks;
import org.gnnautoscale.spark.ingest.PairList;

/**
 * The rows of the finest graph, from its edges: each edge is an arc in the rows of both its ends. A
 * directed graph becomes a symmetric one, as a cut has no direction.
 */
final class FirstRows {

  private FirstRows() {}

  /** The rows in so many blocks; lazy. */
  static JavaRDD<RowBlock> of(JavaRDD<EdgeBlock> edges, int blocks) {
    return edges
        .mapPartitionsToPair(
            part -> new PairChunks(new BothEnds(part, blocks), PairBuffer.of(blocks)))
        .partitionBy(new ExactPartitioner(blocks))
        .mapPartitions(chunks -> List.of(rows(PairList.of(chunks).pairs())).iterator(), true);
  }

  /**
   * Builds rows.
   *
   * @param arcs node in the upper half, neighbor in the lower; ascending, perhaps with repeats
   */
  static RowBlock rows(long[] arcs) {
    int[] col = new int[arcs.length];
    int[] node = new int[arcs.length];
    int[] rowPtr = new int[arcs.length + 1];
    int rows = 0;
    int end = 0;
    for (int i = 0; i < arcs.length; i++) {
      if (i > 0 && arcs[i] == arcs[i - 1]) {
        continue;
      }
      int u = (int) (arcs[i] >>> 32);
      if (rows == 0 || node[rows - 1] != u) {
        node[rows++] = u;
      }
      col[end++] = (int) arcs[i];
      rowPtr[rows] = end;
    }
    return new RowBlock(
            Arrays.copyOf(node, rows),
            Arrays.copyOf(rowPtr, rows + 1),
            Arrays.copyOf(col, end),
            null,
            null)
        .sorted();
  }

  /** The two arcs of each edge, each bound for the block of its node. */
  private static final class BothEnds implements PairChunks.Source {

    private final Iterator<EdgeBlock> blocks;
    private final int targets;
    private long[] pairs = new long[0];
    private int next;

    BothEnds(Iterator<EdgeBlock> blocks, int targets) {
      this.blocks = blocks;
      this.targets = targets;
    }

    @Override
    public boolean addNext(PairBuffer buffer) {
      while (next == pairs.length) {
        if (!blocks.hasNext()) {
          return false;
        }
        pairs = blocks.next().pairs();
        next = 0;
      }
      long pair = pairs[next++];
      int first = (int) (pair >>> 32);
      int second = (int) pair;
      buffer.add(first % targets, pair, 1);
      buffer.add(second % targets, ((long) second << 32) | first, 1);
      return true;
    }
  }
}
