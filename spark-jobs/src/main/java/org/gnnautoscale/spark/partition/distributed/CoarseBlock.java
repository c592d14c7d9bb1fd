package org.gnnautoscale.spark.partition.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import scala.Tuple2;

/**
 * One block of a coarse graph, put together from what the fine blocks gave. Weights are whole, so
 * that their order of arrival does not show.
 */
final class CoarseBlock {

  private final int targets;
  private final List<RowChunk> chunks = new ArrayList<>();
  private final int[] start;
  private final int[] col;
  private final int[] weight;

  private CoarseBlock(
      Iterator<Tuple2<Integer, RowChunk>> arriving, int block, int targets, int clusters) {
    this.targets = targets;
    arriving.forEachRemaining(chunk -> chunks.add(chunk._2()));
    int rows = (clusters - block + targets - 1) / targets;
    this.start = new int[rows + 1];
    for (RowChunk chunk : chunks) {
      for (int i = 0; i < chunk.row.length; i++) {
        start[chunk.row[i] / targets + 1] += length(chunk, i);
      }
    }
    for (int r = 0; r < rows; r++) {
      start[r + 1] = Math.addExact(start[r], start[r + 1]);
    }
    this.col = new int[start[rows]];
    this.weight = new int[start[rows]];
  }

  /**
   * Builds the block.
   *
   * @param nodeWeights of all clusters
   */
  static RowBlock of(
      Iterator<Tuple2<Integer, RowChunk>> chunks, int block, int targets, int[] nodeWeights) {
    CoarseBlock coarse = new CoarseBlock(chunks, block, targets, nodeWeights.length);
    coarse.gather();
    return coarse.merge(block, nodeWeights).sorted();
  }

  private static int length(RowChunk chunk, int i) {
    return chunk.end[i] - (i == 0 ? 0 : chunk.end[i - 1]);
  }

  private void gather() {
    int[] cursor = start.clone();
    for (RowChunk chunk : chunks) {
      int from = 0;
      for (int i = 0; i < chunk.row.length; i++) {
        int r = chunk.row[i] / targets;
        int length = chunk.end[i] - from;
        System.arraycopy(chunk.col, from, col, cursor[r], length);
        System.arraycopy(chunk.weight, from, weight, cursor[r], length);
        cursor[r] += length;
        from = chunk.end[i];
      }
    }
    chunks.clear();
  }

  /** Adds up within each row, over the arrays at hand: a row only gets shorter. */
  private RowBlock merge(int block, int[] nodeWeights) {
    int rows = start.length - 1;
    int[] node = new int[rows];
    int[] rowPtr = new int[rows + 1];
    int[] weights = new int[rows];
    RowSums sums = new RowSums(longest());
    int n = 0;
    int end = 0;
    for (int r = 0; r < rows; r++) {
      if (start[r] == start[r + 1]) {
        continue;
      }
      sums.clear();
      for (int a = start[r]; a < start[r + 1]; a++) {
        sums.add(col[a], weight[a]);
      }
      end = put(sums, end);
      node[n] = r * targets + block;
      weights[n] = nodeWeights[node[n]];
      rowPtr[++n] = end;
    }
    return new RowBlock(
        Arrays.copyOf(node, n),
        Arrays.copyOf(rowPtr, n + 1),
        Arrays.copyOf(col, end),
        Arrays.copyOf(weight, end),
        Arrays.copyOf(weights, n));
  }

  private int put(RowSums sums, int from) {
    int end = from + sums.size();
    for (int i = 0; i < sums.size(); i++) {
      col[from + i] = sums.label(i);
    }
    Arrays.sort(col, from, end);
    for (int a = from; a < end; a++) {
      weight[a] = RowChunk.weight(sums.of(col[a]));
    }
    return end;
  }

  private int longest() {
    int longest = 0;
    for (int r = 0; r + 1 < start.length; r++) {
      longest = Math.max(longest, start[r + 1] - start[r]);
    }
    return longest;
  }
}
