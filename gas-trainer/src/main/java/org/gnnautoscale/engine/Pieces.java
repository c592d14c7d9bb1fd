package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;

/** Cuts matrices into pieces for the threads of a pool; bounds depend on the shape alone. */
final class Pieces {

  /** Values of one piece: some 50 us of work, a multiple of what it costs to hand it out. */
  static final int VALUES = 1 << 17;

  private final Pool pool;

  Pieces(Pool pool) {
    this.pool = pool;
  }

  /** Computes {@code n} values or rows whose first is {@code at} bytes behind the matrix's. */
  @FunctionalInterface
  interface Piece {
    void compute(long at, long n);
  }

  static long rowsOf(int cols) {
    return Math.max(1, VALUES / Math.max(1, cols));
  }

  void values(Matrix x, Piece piece) {
    values(x, VALUES, piece);
  }

  void values(Matrix x, int each, Piece piece) {
    pool.run(x.size(), each, (from, to) -> piece.compute(4 * from, to - from));
  }

  void rows(Matrix x, Piece piece) {
    long width = 4L * x.cols();
    pool.run(x.rows(), rowsOf(x.cols()), (from, to) -> piece.compute(width * from, to - from));
  }

  void clear(Matrix x) {
    values(x, (at, n) -> Elementwise.clear(x.address() + at, n));
  }
}
