package org.gnnautoscale.dataset.raw;

import java.io.IOException;
import java.util.Arrays;
import org.gnnautoscale.io.BadDataException;

/**
 * A sparse matrix as its source stores it (CSR), checked.
 *
 * <pre>
 * start   int32 [rows + 1], ascending from 0
 * column  int32 [start[rows]], below width, ascending within a row
 * value   float32 [start[rows]]
 * </pre>
 *
 * <p>Immutable.
 */
public final class SparseRows {

  private final int width;
  private final int[] start;
  private final int[] column;
  private final float[] value;

  private SparseRows(int width, int[] start, int[] column, float[] value) {
    this.width = width;
    this.start = start;
    this.column = column;
    this.value = value;
  }

  /**
   * Checks and takes the pieces of a matrix; columns are sorted within their rows.
   *
   * @param starts {@code indptr}
   * @param columns {@code indices}
   * @param values {@code data}
   * @throws BadDataException if they do not fit together
   */
  public static SparseRows checked(
      int width, long[] starts, long[] columns, float[] values, Origin origin) throws IOException {
    requireLengths(starts, columns, values, origin);
    int[] start = new int[starts.length];
    for (int row = 1; row < starts.length; row++) {
      if (starts[row] < starts[row - 1] || starts[row] > columns.length) {
        throw origin
            .badRow("row pointers must ascend and end at the number of entries", row)
            .with("value", starts[row])
            .fix("save the matrix again with scipy in CSR form");
      }
      start[row] = (int) starts[row];
    }
    SparseRows rows = new SparseRows(width, start, new int[columns.length], values);
    rows.fill(columns, origin);
    return rows;
  }

  private static void requireLengths(long[] starts, long[] columns, float[] values, Origin origin)
      throws IOException {
    if (columns.length != values.length) {
      throw origin
          .bad("arrays of one sparse matrix have unequal lengths")
          .with("indices", columns.length)
          .with("data", values.length)
          .fix("save the matrix again with scipy in CSR form");
    }
    if (starts.length == 0 || starts[0] != 0 || starts[starts.length - 1] != columns.length) {
      throw origin
          .bad("row pointers must begin at 0 and end at the number of entries")
          .with("expected", "0 and " + columns.length)
          .with(
              "found",
              starts.length == 0 ? "none" : starts[0] + " and " + starts[starts.length - 1])
          .fix("save the matrix again with scipy in CSR form");
    }
  }

  private void fill(long[] columns, Origin origin) throws IOException {
    for (int row = 0; row < rows(); row++) {
      for (int at = start[row]; at < start[row + 1]; at++) {
        if (columns[at] < 0 || columns[at] >= width) {
          throw origin
              .badRow("a column is outside of the matrix", row)
              .with("expected", "0 to " + (width - 1))
              .with("value", columns[at])
              .fix("compare the shape of the matrix with its indices");
        }
        column[at] = (int) columns[at];
      }
      sort(row);
    }
  }

  private void sort(int row) {
    int from = start[row];
    int count = start[row + 1] - from;
    boolean sorted = true;
    for (int at = from + 1; at < from + count; at++) {
      sorted &= column[at - 1] <= column[at];
    }
    if (sorted) {
      return;
    }
    long[] order = new long[count];
    for (int i = 0; i < count; i++) {
      order[i] = ((long) column[from + i] << 32) | i;
    }
    Arrays.sort(order);
    float[] unsorted = Arrays.copyOfRange(value, from, from + count);
    for (int i = 0; i < count; i++) {
      column[from + i] = (int) (order[i] >>> 32);
      value[from + i] = unsorted[(int) order[i]];
    }
  }

  /** Number of rows. */
  public int rows() {
    return start.length - 1;
  }

  /** Number of columns. */
  public int width() {
    return width;
  }

  /** Columns of a row's entries. */
  public int[] columns(int row) {
    return Arrays.copyOfRange(column, start[row], start[row + 1]);
  }

  /** Values of a row's entries. */
  public float[] values(int row) {
    return Arrays.copyOfRange(value, start[row], start[row + 1]);
  }

  /**
   * The matrix as features of nodes.
   *
   * @throws BadDataException if a value is NaN or infinite, or an entry repeats
   */
  public NodeFeatures features(Origin origin) throws IOException {
    for (int row = 0; row < rows(); row++) {
      for (int at = start[row]; at < start[row + 1]; at++) {
        FeatureChecks.requireFinite(value[at], row, column[at], origin);
        if (at > start[row] && column[at] == column[at - 1]) {
          throw origin
              .badRow("a feature of a node occurs twice", row)
              .with("column", column[at])
              .fix("merge the entries (scipy: sum_duplicates) before saving");
        }
      }
    }
    return NodeFeatures.sparse(width, this::columns, this::values);
  }
}
