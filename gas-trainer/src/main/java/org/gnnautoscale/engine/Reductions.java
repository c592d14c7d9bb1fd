package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.gnnautoscale.memory.Workspace;

/** Sums over values or rows: pieces in single precision, the pieces' sums in double. */
final class Reductions {

  private final Pool pool;
  private final Workspace scratch;

  Reductions(Pool pool, Workspace scratch) {
    this.pool = pool;
    this.scratch = scratch;
  }

  /** Sum of a piece. */
  @FunctionalInterface
  interface Part {
    double sum(long from, long to);
  }

  /** Adds the columns of {@code rows} rows at an address to the values at {@code sums}. */
  @FunctionalInterface
  interface ColumnPart {
    void add(long at, long rows, long sums);
  }

  /**
   * Adds what {@code rows} rows from number {@code first} on give to the values at {@code sums}.
   */
  @FunctionalInterface
  private interface RowPart {
    void add(long first, long rows, long sums);
  }

  double sum(long n, long piece, Part part) {
    double[] sums = new double[Pool.pieces(n, piece)];
    pool.run(n, piece, (from, to) -> sums[(int) (from / piece)] = part.sum(from, to));
    double sum = 0;
    for (double s : sums) {
      sum += s;
    }
    return sum;
  }

  /** One sum for every column of {@code x}. */
  double[] columns(Matrix x, ColumnPart part) {
    return rows(x, x.cols(), (first, rows, sums) -> part.add(x.row(first).address(), rows, sums));
  }

  /** As many sums as asked for, over the rows of {@code x}. */
  private double[] rows(Matrix x, int width, RowPart part) {
    Workspace.Mark mark = scratch.mark();
    long piece = Pieces.rowsOf(x.cols());
    int parts = Pool.pieces(x.rows(), piece);
    Matrix sums = scratch.zeros(parts, width);
    pool.run(
        x.rows(), piece, (from, to) -> part.add(from, to - from, sums.row(from / piece).address()));
    double[] total = new double[width];
    for (int p = 0; p < parts; p++) {
      for (int c = 0; c < width; c++) {
        total[c] += sums.get(p, c);
      }
    }
    scratch.reset(mark);
    return total;
  }

  void moments(Matrix x, Matrix mean, Matrix variance) {
    set(mean, columns(x, (at, rows, to) -> Columns.addSums(at, rows, x.cols(), to)), x.rows());
    long center = mean.address();
    set(
        variance,
        columns(x, (at, rows, to) -> Columns.addSquares(at, center, rows, x.cols(), to)),
        x.rows());
  }

  BatchNorms.Sums batchNormSums(Matrix x, Normalization norm, Matrix outGradient) {
    double[] gradient =
        columns(outGradient, (at, rows, to) -> Columns.addSums(at, rows, x.cols(), to));
    long toX = x.address() - outGradient.address();
    long mean = norm.mean().address();
    double[] product =
        columns(
            outGradient,
            (at, rows, to) -> Columns.addProducts(at, at + toX, mean, rows, x.cols(), to));
    return new BatchNorms.Sums(norm, gradient, product);
  }

  void layerNormSums(Matrix x, LayerNorms norm, Matrix outGradient, NormGradients gradients) {
    int cols = x.cols();
    long width = 4L * cols;
    double[] sums =
        rows(
            x,
            2 * cols,
            (first, rows, to) -> {
              for (long at = first * width; at < (first + rows) * width; at += width) {
                norm.sums(x.address() + at, outGradient.address() + at, to, to + width);
              }
            });
    for (int c = 0; c < cols; c++) {
      gradients.scale().set(0, c, (float) (gradients.scale().get(0, c) + sums[c]));
      gradients.shift().set(0, c, (float) (gradients.shift().get(0, c) + sums[cols + c]));
    }
  }

  static void addTo(Matrix out, double[] sums) {
    for (int c = 0; c < sums.length; c++) {
      out.set(0, c, (float) (out.get(0, c) + sums[c]));
    }
  }

  private static void set(Matrix out, double[] sums, long rows) {
    for (int c = 0; c < sums.length; c++) {
      out.set(0, c, (float) (sums[c] / rows));
    }
  }
}
