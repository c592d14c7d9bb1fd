package org.gnnautoscale.load;

import java.lang.foreign.MemorySegment;
import org.gnnautoscale.memory.Matrix;

/**
 * Rows of a table on disk, copied to RAM before a step computes on them.
 *
 * <p>Read in place, a row of some hundred bytes would keep a page of 4 KiB in RAM, and the pages of
 * all rows would have to be there at once: where they are not, computing threads wait for the disk.
 *
 * <pre>
 * float32 [rows, width], room for the most rows so far
 * </pre>
 *
 * <p>Owns its memory until {@link #close}. For one thread.
 */
final class DenseSelection implements AutoCloseable {

  private final RowRuns runs = new RowRuns();
  private Matrix room = Matrix.allocate(0, 1);

  /**
   * The rows of some nodes.
   *
   * @param ids of the nodes, in the order of the rows; the first {@code count} count
   * @return valid until the next call
   */
  Matrix of(Matrix table, long[] ids, int count, ReadAhead disk) {
    Matrix rows = room(count, table.cols());
    MemorySegment from = table.segment();
    MemorySegment into = rows.segment();
    long bytes = 4L * table.cols();
    runs.each(
        ids,
        count,
        disk,
        (node, row, n) -> MemorySegment.copy(from, node * bytes, into, row * bytes, n * bytes));
    return rows;
  }

  private Matrix room(int rows, int cols) {
    long size = (long) rows * cols;
    if (room.size() < size) {
      long slack = room.size() == 0 ? 0 : size / 8; // as the arrays of a batch
      room.close();
      room = Matrix.allocate(size + slack, 1);
    }
    return Matrix.over(room.segment(), rows, cols);
  }

  @Override
  public void close() {
    room.close();
  }
}
