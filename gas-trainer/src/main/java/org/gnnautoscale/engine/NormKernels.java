package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.gnnautoscale.memory.Workspace;

/** Normalization by column and by row, forth and back, as in {@link Engine}. */
final class NormKernels {

  private final Pool pool;
  private final Pieces pieces;
  private final Workspace scratch;
  private final Reductions reductions;

  NormKernels(Pool pool, Workspace scratch, Reductions reductions) {
    this.pool = pool;
    this.pieces = new Pieces(pool);
    this.scratch = scratch;
    this.reductions = reductions;
  }

  void batchNorm(Matrix x, Normalization norm, Matrix out) {
    Workspace.Mark mark = scratch.mark();
    Matrix factor = scratch.matrix(1, x.cols());
    Matrix shift = scratch.matrix(1, x.cols());
    BatchNorms.forward(norm, factor, shift);
    pieces.rows(
        x,
        (at, rows) ->
            Elementwise.affine(
                x.address() + at,
                factor.address(),
                shift.address(),
                out.address() + at,
                rows,
                x.cols()));
    scratch.reset(mark);
  }

  void batchNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    BatchNorms.Sums sums = reductions.batchNormSums(x, norm, outGradient);
    sums.addTo(gradients);
    Matrix into = gradients.x();
    if (into == null) {
      return;
    }
    Workspace.Mark mark = scratch.mark();
    Matrix factors = scratch.matrix(3, x.cols());
    Columns.Coefficients by = sums.coefficients(x.rows(), factors);
    long g = outGradient.address();
    pieces.rows(
        x,
        (at, rows) ->
            Columns.combine(
                g + at, x.address() + at, by, into.address() + at, rows, x.cols(), write));
    scratch.reset(mark);
  }

  void layerNorm(Matrix x, Normalization norm, Matrix out) {
    LayerNorms rows = new LayerNorms(x, norm);
    long width = 4L * x.cols();
    pool.run(
        x.rows(),
        Pieces.rowsOf(x.cols()),
        (from, to) -> {
          for (long r = from; r < to; r++) {
            rows.forward(x.address() + r * width, out.address() + r * width);
          }
        });
  }

  void layerNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    LayerNorms rows = new LayerNorms(x, norm);
    reductions.layerNormSums(x, rows, outGradient, gradients);
    Matrix into = gradients.x();
    if (into == null) {
      return;
    }
    long width = 4L * x.cols();
    long g = outGradient.address();
    pool.run(
        x.rows(),
        Pieces.rowsOf(x.cols()),
        (from, to) -> {
          for (long at = from * width; at < to * width; at += width) {
            rows.backward(x.address() + at, g + at, into.address() + at, write);
          }
        });
  }
}
