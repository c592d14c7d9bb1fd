package org.gnnautoscale.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dense matrix outside of the Java heap, which may be larger than 2 GiB.
 *
 * <pre>
 * float32 [rows, cols], row-major, no gaps between rows, native byte order: 4 * rows * cols bytes
 * </pre>
 *
 * <p>One that was {@linkplain #allocate allocated} owns its memory until {@link #close}; {@link
 * #row}, {@link #rows} and the matrices of a {@link Workspace} borrow it and need no closing. Not
 * synchronized: threads may write to different rows at the same time.
 */
public final class Matrix implements RowTable, AutoCloseable {

  private final long rows;
  private final int cols;
  private final MemorySegment segment;
  private final @Nullable Region owned;

  Matrix(long rows, int cols, MemorySegment segment, @Nullable Region owned) {
    this.rows = rows;
    this.cols = cols;
    this.segment = segment;
    this.owned = owned;
  }

  /** A matrix of zeros that the caller closes. */
  public static Matrix allocate(long rows, int cols) {
    return owning(new Region(), rows, cols);
  }

  /** A matrix of zeros that takes a region for itself, and closes it, also if it has no room. */
  static Matrix owning(Region region, long rows, int cols) {
    try {
      return new Matrix(rows, cols, region.allocate(bytes(rows, cols)), region);
    } catch (RuntimeException | Error e) {
      region.close();
      throw e;
    }
  }

  /**
   * A matrix over memory that somebody else owns, for example a mapped file.
   *
   * @param segment native memory, aligned to 4 bytes, at least 4 * rows * cols bytes
   */
  public static Matrix over(MemorySegment segment, long rows, int cols) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("a matrix lies in native memory, got a heap segment");
    }
    return new Matrix(rows, cols, segment.asSlice(0, bytes(rows, cols)), null);
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public int cols() {
    return cols;
  }

  @Override
  public long rowBytes() {
    return 4L * cols;
  }

  /** Number of values. */
  public long size() {
    return rows * cols;
  }

  @Override
  public MemorySegment segment() {
    return segment.asSlice(0, 4 * size());
  }

  @Override
  public long address() {
    return segment.address();
  }

  @Override
  public float get(long row, int col) {
    return segment.get(ValueLayout.JAVA_FLOAT, offset(row, col));
  }

  /** Overwrites the value in one place. */
  public void set(long row, int col, float value) {
    segment.set(ValueLayout.JAVA_FLOAT, offset(row, col), value);
  }

  /** One row, as a view. */
  public Matrix row(long row) {
    return rows(row, Math.addExact(row, 1));
  }

  /** Rows {@code from} up to but without {@code to}, as a view. */
  public Matrix rows(long from, long to) {
    Objects.checkFromToIndex(from, to, rows);
    long width = 4L * cols;
    return new Matrix(to - from, cols, segment.asSlice(from * width, (to - from) * width), null);
  }

  /** Sets every value. */
  public void fill(float value) {
    if (Float.floatToRawIntBits(value) == 0) {
      segment().fill((byte) 0);
      return;
    }
    for (long i = 0, n = size(); i < n; i++) {
      segment.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
    }
  }

  /** Overwrites all values by as many of an array. */
  public void copyFrom(float[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          "matrix [%d, %d] needs %d values, got %d".formatted(rows, cols, size(), values.length));
    }
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
  }

  /** Overwrites all values by those of a matrix of the same shape. */
  public void copyFrom(Matrix other) {
    requireShape(other.rows, other.cols);
    MemorySegment.copy(other.segment, 0, segment, 0, 4 * size());
  }

  /** A copy of the values, row after row. */
  public float[] toArray() {
    float[] values = new float[Math.toIntExact(size())];
    MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, 0, values, 0, values.length);
    return values;
  }

  /**
   * Does nothing if the shape is as given.
   *
   * @throws IllegalArgumentException if it is another one
   */
  public void requireShape(long expectedRows, int expectedCols) {
    if (rows != expectedRows || cols != expectedCols) {
      throw new IllegalArgumentException(
          "matrix must be [%d, %d], got [%d, %d]"
              .formatted(expectedRows, expectedCols, rows, cols));
    }
  }

  /** Gives the memory back if this matrix owns it; views do nothing. */
  @Override
  public void close() {
    if (owned != null) {
      owned.close();
    }
  }

  @Override
  public String toString() {
    return "Matrix[%d, %d]".formatted(rows, cols);
  }

  private long offset(long row, int col) {
    return 4 * (Objects.checkIndex(row, rows) * cols + Objects.checkIndex(col, cols));
  }

  static long bytes(long rows, int cols) {
    if (rows < 0 || cols < 0) {
      throw new IllegalArgumentException("matrix cannot be [%d, %d]".formatted(rows, cols));
    }
    return Math.multiplyExact(4 * rows, (long) cols);
  }
}
