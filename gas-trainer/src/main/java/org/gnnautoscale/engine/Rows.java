package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.RowTable;

/**
 * Rows that an operation reads where they lie: those of a matrix, followed by rows of a table that
 * are named by their numbers (a batch, and its halo in a history). The table may be in half
 * precision; what an operation computes with is single precision.
 *
 * <p>Nothing is copied, so neither rows nor numbers may change before the operation is done.
 */
public final class Rows {

  private static final long[] NONE = {};

  private final Matrix head;
  private final RowTable table;
  private final long[] ids;
  private final int count;

  private Rows(Matrix head, RowTable table, long[] ids, int count) {
    if (head.cols() != table.cols()) {
      throw new IllegalArgumentException(
          "rows must have one width, got %d and %d".formatted(head.cols(), table.cols()));
    }
    if (count > ids.length) {
      throw new IllegalArgumentException("%d rows asked for, got %d".formatted(count, ids.length));
    }
    this.head = head;
    this.table = table;
    this.ids = ids;
    this.count = count;
  }

  /** All rows of a matrix. */
  public static Rows of(Matrix matrix) {
    return new Rows(matrix, matrix, NONE, 0);
  }

  /** The rows of {@code table} that the first {@code count} ids name. */
  public static Rows of(Matrix table, long[] ids, int count) {
    return new Rows(table.rows(0, 0), table, ids, count);
  }

  /** All rows of {@code head}, then those of {@code table} that the first ids name. */
  public static Rows of(Matrix head, RowTable table, long[] ids, int count) {
    return new Rows(head, table, ids, count);
  }

  /** Number of rows. */
  public int numRows() {
    return Math.toIntExact(head.rows()) + count;
  }

  /** Width of a row, in values. */
  public int cols() {
    return table.cols();
  }

  /** The first rows; may have none. */
  public Matrix head() {
    return head;
  }

  /** Where the other rows are. */
  public RowTable table() {
    return table;
  }

  /** Numbers of the other rows in the table; at least {@link #count}. */
  public long[] ids() {
    return ids;
  }

  /** How many rows of the table are meant. */
  public int count() {
    return count;
  }

  /** Whether the rows of the table have to be converted. */
  boolean isHalf() {
    return table instanceof Halves;
  }

  /** Where a row of the table is, counted from 0. */
  long address(int i) {
    return table.address() + ids[i] * table.rowBytes();
  }
}
