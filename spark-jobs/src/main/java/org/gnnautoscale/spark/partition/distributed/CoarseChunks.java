package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * What one block gives to the rows of the coarse graph: for each block of that, the rows of its
 * clusters, arcs between the same two clusters added up.
 *
 * <pre>
 * 8 bytes a row, 8 an arc of the target at hand
 * </pre>
 */
final class CoarseChunks implements Iterator<Tuple2<Integer, RowChunk>> {

  private final RowBlock block;
  private final int[] of;
  private final int stride;
  private final long[] rows;
  private final RowSums sums;
  private int next;
  private @Nullable Tuple2<Integer, RowChunk> ready;

  /**
   * Prepares.
   *
   * @param of cluster of each node
   * @param clusters how many there are
   * @param targets blocks of the coarse graph; that of cluster c is {@code c % targets}
   */
  CoarseChunks(RowBlock block, int[] of, int clusters, int targets) {
    this.block = block;
    this.of = of;
    this.stride = clusters / targets + 1;
    this.rows = new long[block.rows()];
    for (int r = 0; r < rows.length; r++) {
      int c = of[block.node()[r]];
      rows[r] = ((c % targets * (long) stride + c / targets) << 32) | r;
    }
    Arrays.sort(rows);
    this.sums = new RowSums(mostArcs());
  }

  private static int place(long row) {
    return (int) (row >>> 32);
  }

  /** The most arcs that the rows of one cluster have. */
  private int mostArcs() {
    int most = 0;
    int arcs = 0;
    for (int i = 0; i < rows.length; i++) {
      arcs = i > 0 && place(rows[i]) == place(rows[i - 1]) ? arcs : 0;
      arcs += block.degree((int) rows[i]);
      most = Math.max(most, arcs);
    }
    return most;
  }

  @Override
  public boolean hasNext() {
    while (ready == null && next < rows.length) {
      ready = nextTarget();
    }
    return ready != null;
  }

  private @Nullable Tuple2<Integer, RowChunk> nextTarget() {
    int target = place(rows[next]) / stride;
    RowChunk.Builder chunk = new RowChunk.Builder();
    while (next < rows.length && place(rows[next]) / stride == target) {
      int c = of[block.node()[(int) rows[next]]];
      sums.clear();
      for (int at = place(rows[next]); next < rows.length && place(rows[next]) == at; next++) {
        addRow((int) rows[next]);
      }
      chunk.add(c, sums);
    }
    return chunk.isEmpty() ? null : new Tuple2<>(target, chunk.build());
  }

  private void addRow(int row) {
    int end = block.rowPtr()[row + 1];
    for (int a = block.rowPtr()[row]; a < end; a++) {
      sums.add(of[block.col()[a]], block.arcWeight(a));
    }
  }

  @Override
  public Tuple2<Integer, RowChunk> next() {
    Tuple2<Integer, RowChunk> chunk = hasNext() ? ready : null;
    if (chunk == null) {
      throw new NoSuchElementException("no more rows");
    }
    ready = null;
    return chunk;
  }
}
