package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.gnnautoscale.memory.Workspace;

/** Reads rows where they are: those of a batch, then those of its halo in a table. */
final class PulledRows {

  private final Pool pool;
  private final Pieces pieces;
  private final Workspace scratch;
  private long[] starts = {};

  PulledRows(Pool pool, Workspace scratch) {
    this.pool = pool;
    this.pieces = new Pieces(pool);
    this.scratch = scratch;
  }

  /** Sums of them; valid until the scratch memory is reset. */
  RowSums sums(Rows x) {
    return x.count() == 0 ? RowSums.of(x.head()) : RowSums.of(x.cols(), starts(x));
  }

  /** Addresses of all rows in single precision; valid until the scratch memory is reset. */
  long[] starts(Rows x) {
    if (starts.length < x.numRows()) {
      starts = new long[Adjacency.grown(x.numRows())];
    }
    int first = Math.toIntExact(x.head().rows());
    long width = 4L * x.cols();
    for (int r = 0; r < first; r++) {
      starts[r] = x.head().address() + r * width;
    }
    if (x.isHalf()) {
      // 70,000 rows of 256 halves and 500,000 arcs, half of them from there: 1.2 times the time of
      // single precision; a kernel that converts a row for each of its arcs takes 2.6 times
      Matrix floats = scratch.matrix(x.count(), x.cols());
      copyTable(x, floats);
      for (int i = 0; i < x.count(); i++) {
        starts[first + i] = floats.address() + i * width;
      }
    } else {
      for (int i = 0; i < x.count(); i++) {
        starts[first + i] = x.address(i);
      }
    }
    return starts;
  }

  /** Copies them. */
  void copy(Rows x, Matrix out) {
    int head = Math.toIntExact(x.head().rows());
    Matrix first = out.rows(0, head);
    pieces.values(
        first, (at, n) -> Elementwise.copy(x.head().address() + at, first.address() + at, n));
    copyTable(x, out.rows(head, out.rows()));
  }

  private void copyTable(Rows x, Matrix out) {
    boolean isHalf = x.isHalf();
    long width = 4L * x.cols();
    pool.run(
        x.count(),
        Pieces.rowsOf(x.cols()),
        (from, to) -> {
          for (int i = (int) from; i < to; i++) {
            long at = out.address() + i * width;
            if (isHalf) {
              HalfFloats.toFloats(x.address(i), at, x.cols());
            } else {
              Elementwise.copy(x.address(i), at, x.cols());
            }
          }
        });
  }

  /** Copies them, and drops values on the way; rows that are not narrow. */
  void copy(Rows x, Dropout dropout, Matrix out) {
    int head = Math.toIntExact(x.head().rows());
    boolean isHalf = x.isHalf();
    Dropouts mask = new Dropouts(dropout);
    long width = 4L * x.cols();
    pool.run(
        x.numRows(),
        Pieces.rowsOf(x.cols()),
        (from, to) -> {
          for (long r = from; r < to; r++) {
            long at = out.address() + r * width;
            long row = r < head ? x.head().address() + r * width : x.address((int) r - head);
            if (isHalf && r >= head) {
              // the nearest cache holds a row until its values are dropped
              HalfFloats.toFloats(row, at, x.cols());
              row = at;
            }
            mask.put(r, x.cols(), row, at, Write.SET);
          }
        });
  }
}
