package org.gnnautoscale.engine;

import org.jspecify.annotations.Nullable;

/**
 * Sparse input features, or a selection of their rows.
 *
 * <pre>
 * ptr    int64 [all rows + 1]   where each row begins
 * index  int32 [non-zeros]      feature, 0 up to but without width
 * value  float32 [non-zeros]
 * ids    int64 [numRows]        which rows, in which order; absent: all
 * </pre>
 *
 * <p>The arrays are not copied. Immutable but for the arrays, which nobody may change while an
 * operation reads them.
 */
public final class SparseRows {

  private final int numRows;
  private final int width;
  private final long[] ptr;
  private final int[] index;
  private final float[] value;
  private final long @Nullable [] ids;

  private SparseRows(
      int numRows, int width, long[] ptr, int[] index, float[] value, long @Nullable [] ids) {
    this.numRows = numRows;
    this.width = width;
    this.ptr = ptr;
    this.index = index;
    this.value = value;
    this.ids = ids;
  }

  /** All rows. */
  public static SparseRows of(int width, long[] ptr, int[] index, float[] value) {
    long last = ptr[ptr.length - 1];
    if (index.length < last || value.length < last) {
      throw new IllegalArgumentException(
          "index and value must hold %d values, got %d and %d"
              .formatted(last, index.length, value.length));
    }
    for (int e = 0; e < last; e++) {
      if (index[e] < 0 || index[e] >= width) {
        throw new IllegalArgumentException(
            "feature must be below %d, got %d".formatted(width, index[e]));
      }
    }
    return new SparseRows(ptr.length - 1, width, ptr, index, value, null);
  }

  /** The first {@code count} rows that {@code ids} names, in that order; {@code ids} is kept. */
  public SparseRows select(long[] ids, int count) {
    if (this.ids != null) {
      throw new IllegalStateException("rows of a selection cannot be selected again");
    }
    if (count > ids.length) {
      throw new IllegalArgumentException("%d rows asked for, got %d".formatted(count, ids.length));
    }
    for (int i = 0; i < count; i++) {
      if (ids[i] < 0 || ids[i] >= numRows) {
        throw new IllegalArgumentException(
            "row must be below %d, got %d".formatted(numRows, ids[i]));
      }
    }
    return new SparseRows(count, width, ptr, index, value, ids);
  }

  /** The first {@code count} of these rows. */
  public SparseRows head(int count) {
    if (count > numRows) {
      throw new IllegalArgumentException("%d rows asked for, got %d".formatted(count, numRows));
    }
    return new SparseRows(count, width, ptr, index, value, ids);
  }

  /** Number of rows. */
  public int numRows() {
    return numRows;
  }

  /** Number of features. */
  public int width() {
    return width;
  }

  /** Position of the first non-zero of a row. */
  public int begin(int row) {
    return (int) ptr[source(row)];
  }

  /** Position after the last non-zero of a row. */
  public int end(int row) {
    return (int) ptr[source(row) + 1];
  }

  /** Feature of each position. */
  public int[] index() {
    return index;
  }

  /** Value of each position. */
  public float[] value() {
    return value;
  }

  /** Non-zeros of all rows. */
  public long numValues() {
    if (ids == null) {
      return ptr[numRows] - ptr[0];
    }
    long sum = 0;
    for (int r = 0; r < numRows; r++) {
      sum += end(r) - begin(r);
    }
    return sum;
  }

  private int source(int row) {
    return ids == null ? row : (int) ids[row];
  }
}
