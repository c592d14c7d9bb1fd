package org.gnnautoscale.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * A dense matrix of half-precision numbers outside of the Java heap, which may be larger than 2
 * GiB. A number has 11 significant bits, and at most 65,504 of magnitude.
 *
 * <pre>
 * float16 (IEEE 754 binary16) [rows, cols], row-major, no gaps between rows, native byte order:
 * 2 * rows * cols bytes
 * </pre>
 *
 * <p>Borrows its memory. Not synchronized: threads may write to different rows at the same time.
 */
public final class Halves implements RowTable {

  private final long rows;
  private final int cols;
  private final MemorySegment segment;

  private Halves(long rows, int cols, MemorySegment segment) {
    this.rows = rows;
    this.cols = cols;
    this.segment = segment;
  }

  /**
   * Halves over memory that somebody else owns, such as a {@link Region}.
   *
   * @param segment native memory, aligned to 2 bytes, at least {@link #bytes} of it
   */
  public static Halves over(MemorySegment segment, long rows, int cols) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("halves lie in native memory, got a heap segment");
    }
    return new Halves(rows, cols, segment.asSlice(0, bytes(rows, cols)));
  }

  /** What such a matrix takes. */
  public static long bytes(long rows, int cols) {
    if (rows < 0 || cols < 0) {
      throw new IllegalArgumentException("halves cannot be [%d, %d]".formatted(rows, cols));
    }
    return Math.multiplyExact(2 * rows, (long) cols);
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
    return 2L * cols;
  }

  @Override
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public long address() {
    return segment.address();
  }

  @Override
  public float get(long row, int col) {
    return Float.float16ToFloat(segment.get(ValueLayout.JAVA_SHORT, offset(row, col)));
  }

  /** Overwrites the number in one place by the nearest there is; infinity beyond the largest. */
  public void set(long row, int col, float value) {
    segment.set(ValueLayout.JAVA_SHORT, offset(row, col), Float.floatToFloat16(value));
  }

  /** Rows {@code from} up to but without {@code to}, as a view. */
  public Halves rows(long from, long to) {
    Objects.checkFromToIndex(from, to, rows);
    long width = rowBytes();
    return new Halves(to - from, cols, segment.asSlice(from * width, (to - from) * width));
  }

  @Override
  public String toString() {
    return "Halves[%d, %d]".formatted(rows, cols);
  }

  private long offset(long row, int col) {
    return 2 * (Objects.checkIndex(row, rows) * cols + Objects.checkIndex(col, cols));
  }
}
