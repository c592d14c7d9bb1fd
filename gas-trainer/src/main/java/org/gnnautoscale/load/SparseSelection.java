package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.gnnautoscale.engine.SparseRows;

/**
 * Rows of a {@link SparseTable} where the kernels read them: on the heap, in arrays that serve the
 * next selection again. For one thread.
 */
final class SparseSelection {

  private final RowRuns runs = new RowRuns();
  private long[] ptr = {};
  private int[] index = {};
  private float[] value = {};

  /**
   * The rows of some nodes.
   *
   * @param ids of the nodes, in the order of the rows; the first {@code count} count
   * @return valid until the next call
   */
  SparseRows of(SparseTable table, long[] ids, int count, ReadAhead disk) {
    ptr = ptr.length > count ? ptr : new long[SubgraphBuilder.grown(ptr.length, count + 1)];
    int values = pointers(table, ids, count);
    index = SubgraphBuilder.capacity(index, values);
    value = value.length >= values ? value : new float[SubgraphBuilder.grown(value.length, values)];
    runs.each(ids, count, disk, (node, row, n) -> copy(table, node, row, n));
    return SparseRows.over(count, table.width(), ptr, index, value);
  }

  private void copy(SparseTable table, long node, int row, int rows) {
    long begin = 4 * table.begin(node);
    int at = (int) ptr[row];
    int length = (int) (ptr[row + rows] - ptr[row]);
    MemorySegment.copy(table.index(), JAVA_INT, begin, index, at, length);
    MemorySegment.copy(table.value(), JAVA_FLOAT, begin, value, at, length);
  }

  private int pointers(SparseTable table, long[] ids, int count) {
    long next = 0;
    for (int row = 0; row < count; row++) {
      ptr[row] = next;
      next += table.begin(ids[row] + 1) - table.begin(ids[row]);
    }
    ptr[count] = next;
    if (next > SubgraphBuilder.MOST) {
      throw new IllegalStateException(
          "a batch has %,d non-zero features, more than 2^31; set a smaller batchParts, or import the graph with dense features"
              .formatted(next));
    }
    return (int) next;
  }

  /** The rows of all nodes, in arrays of their own. */
  static SparseRows all(SparseTable table, long nodes, ReadAhead disk) {
    long[] ids = new long[Math.toIntExact(nodes)];
    Arrays.setAll(ids, node -> node);
    return new SparseSelection().of(table, ids, ids.length, disk);
  }
}
