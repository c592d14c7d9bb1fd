package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Blas;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.gnnautoscale.memory.Workspace;

/** Dense products, cut into pieces that single threads hand to OpenBLAS. */
final class DenseProducts {

  /** Multiplications of one piece, at least: some 50 us. */
  private static final long WORK = 4 << 20;

  /** Rows of one piece, at least: every piece packs the right factor anew. */
  private static final long ROWS = 1024;

  /** Outputs of more values than this are cut themselves, smaller ones are summed from parts. */
  private static final long SMALL_OUTPUT = 1 << 18;

  private static final int MOST_PARTS = 16;

  /** Rows and columns below which OpenBLAS's short cut for small products does not pay. */
  private static final long SMALLEST_BLOCK = 40;

  private static final int NARROWEST = 16;

  private static final long SMALL_WORK = Blas.smallWork();

  private final Pool pool;
  private final Workspace scratch;

  DenseProducts(Pool pool, Workspace scratch) {
    this.pool = pool;
    this.scratch = scratch;
  }

  void product(Matrix a, Matrix b, Matrix out, Write write) {
    Blas.useCallingThread();
    pool.run(
        out.rows(),
        piece(b.size()),
        (from, to) -> product(a.rows(from, to), b, out.rows(from, to), beta(write)));
  }

  private static void product(Matrix a, Matrix b, Matrix out, float beta) {
    long block = b.cols() < NARROWEST ? 0 : smallBlock(b.size());
    if (block == 0) {
      Blas.product(a, b, out, beta);
      return;
    }
    for (long from = 0; from < out.rows(); from += block) {
      long to = Math.min(out.rows(), from + block);
      Blas.product(a.rows(from, to), b, out.rows(from, to), beta);
    }
  }

  void productTransposed(Matrix a, Matrix b, Matrix out, Write write) {
    Blas.useCallingThread();
    pool.run(
        out.rows(),
        piece(b.size()),
        (from, to) -> Blas.productTransposed(a.rows(from, to), b, out.rows(from, to), beta(write)));
  }

  void transposedProduct(Matrix a, Matrix b, Matrix out, Write write) {
    Blas.useCallingThread();
    if (out.size() > SMALL_OUTPUT) {
      long piece = Math.max(64, WORK / Math.max(1, b.size()));
      pool.run(
          out.rows(),
          piece,
          (from, to) -> Blas.transposedProduct(a, (int) from, b, out.rows(from, to), beta(write)));
      return;
    }
    long rows = a.rows();
    long piece = Math.max(piece(out.size()), (rows + MOST_PARTS - 1) / MOST_PARTS);
    if (rows <= piece) {
      transposed(a, b, out, beta(write));
    } else {
      sumOfParts(a, b, piece, out, write);
    }
  }

  private void sumOfParts(Matrix a, Matrix b, long piece, Matrix out, Write write) {
    Workspace.Mark mark = scratch.mark();
    int parts = Pool.pieces(a.rows(), piece);
    Matrix sums = scratch.matrix(parts * out.rows(), out.cols());
    pool.run(
        a.rows(),
        piece,
        (from, to) -> {
          long part = from / piece * out.rows();
          Matrix sum = sums.rows(part, part + out.rows());
          transposed(a.rows(from, to), b.rows(from, to), sum, 0);
        });
    long size = 4 * out.size();
    pool.run(
        out.size(),
        1 << 14,
        (from, to) -> {
          long at = 4 * from;
          if (write == Write.SET) {
            Elementwise.clear(out.address() + at, to - from);
          }
          for (int p = 0; p < parts; p++) {
            Elementwise.axpy(1, sums.address() + p * size + at, out.address() + at, to - from);
          }
        });
    scratch.reset(mark);
  }

  private static void transposed(Matrix a, Matrix b, Matrix out, float beta) {
    long block = smallBlock(out.size());
    if (block == 0 || a.rows() == 0) {
      Blas.transposedProduct(a, b, out, beta);
      return;
    }
    for (long from = 0; from < a.rows(); from += block) {
      long to = Math.min(a.rows(), from + block);
      Blas.transposedProduct(a.rows(from, to), b.rows(from, to), out, from == 0 ? beta : 1);
    }
  }

  /** Rows of a block that takes OpenBLAS's short cut for small products; 0 if that is slower. */
  private static long smallBlock(long workOfRow) {
    long rows = SMALL_WORK / Math.max(1, workOfRow);
    return rows < SMALLEST_BLOCK ? 0 : rows;
  }

  private static long piece(long workOfRow) {
    return Math.max(ROWS, WORK / Math.max(1, workOfRow));
  }

  private static float beta(Write write) {
    return write == Write.ADD ? 1 : 0;
  }
}
