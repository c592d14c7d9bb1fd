package org.gnnautoscale.engine;

/**
 * Sparse input features in compressed rows.
 *
 * <pre>
 * ptr    int64 [numRows + 1]   where each row begins
 * index  int32 [non-zeros]     feature, 0 up to but without width
 * value  float32 [non-zeros]
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

  private SparseRows(int numRows, int width, long[] ptr, int[] index, float[] value) {
    this.numRows = numRows;
    this.width = width;
    this.ptr = ptr;
    this.index = index;
    this.value = value;
  }

  /** Rows over arrays that are checked. */
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
    return new SparseRows(ptr.length - 1, width, ptr, index, value);
  }

  /** Rows over arrays that have been checked, and that may be longer than needed. */
  public static SparseRows over(int numRows, int width, long[] ptr, int[] index, float[] value) {
    return new SparseRows(numRows, width, ptr, index, value);
  }

  /** The first {@code count} of these rows. */
  public SparseRows head(int count) {
    if (count > numRows) {
      throw new IllegalArgumentException("%d rows asked for, got %d".formatted(count, numRows));
    }
    return new SparseRows(count, width, ptr, index, value);
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
    return (int) ptr[row];
  }

  /** Position after the last non-zero of a row. */
  public int end(int row) {
    return (int) ptr[row + 1];
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
    return ptr[numRows] - ptr[0];
  }
}
