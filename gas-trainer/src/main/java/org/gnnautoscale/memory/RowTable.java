package org.gnnautoscale.memory;

import java.lang.foreign.MemorySegment;

/**
 * Rows of numbers outside of the Java heap, row after row without gaps: in single precision, or in
 * half for what need not be exact.
 */
public sealed interface RowTable permits Matrix, Halves {

  /** Number of rows. */
  long rows();

  /** Width of a row, in values. */
  int cols();

  /** Bytes of one row. */
  long rowBytes();

  /** The values, row after row. */
  MemorySegment segment();

  /** Where the first value lies; for kernels, which check their shapes before they compute. */
  long address();

  /** The value in one place. */
  float get(long row, int col);
}
