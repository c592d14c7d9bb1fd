package org.gnnautoscale.engine;

import java.util.function.IntToDoubleFunction;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.jspecify.annotations.Nullable;

/** Losses of many rows and their gradients, as in {@link Engine}. */
final class LossKernels {

  private final Pieces pieces;
  private final Reductions reductions;

  LossKernels(Pool pool, Reductions reductions) {
    this.pieces = new Pieces(pool);
    this.reductions = reductions;
  }

  void crossEntropy(
      Matrix logits, ClassTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    clear(gradient);
    Losses losses = new Losses(logits, targets.scale(), gradient);
    double total =
        sum(
            targets.count(),
            logits.cols(),
            i -> losses.crossEntropy(targets.row(i), targets.label(targets.row(i))));
    loss.add(targets.scale() * total);
  }

  void binaryCrossEntropy(
      Matrix logits, LabelTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    clear(gradient);
    Losses losses = new Losses(logits, targets.scale(), gradient);
    double total =
        sum(
            targets.count(),
            logits.cols(),
            i -> losses.binaryCrossEntropy(targets.row(i), targets.labels()));
    loss.add(targets.scale() * total);
  }

  /** Sum of the losses of so many rows of that width. */
  private double sum(int count, int cols, IntToDoubleFunction loss) {
    return reductions.sum(
        count,
        Pieces.rowsOf(4 * cols),
        (from, to) -> {
          double sum = 0;
          for (int i = (int) from; i < to; i++) {
            sum += loss.applyAsDouble(i);
          }
          return sum;
        });
  }

  void rowNorms(Matrix x, double scale, @Nullable Matrix gradient, Accumulator loss) {
    long width = 4L * x.cols();
    long to = gradient == null ? 0 : gradient.address() - x.address();
    double sum =
        reductions.sum(
            x.rows(),
            Pieces.rowsOf(x.cols()),
            (first, last) -> {
              double norms = 0;
              for (long at = x.address() + first * width, n = first; n < last; n++, at += width) {
                double norm = Math.sqrt(Elementwise.dot(at, at, x.cols()));
                norms += norm;
                if (gradient != null) {
                  float factor = norm > 0 ? (float) (scale / norm) : 0;
                  Elementwise.combine(factor, at, 0, at, at + to, x.cols());
                }
              }
              return norms;
            });
    loss.add(scale * sum);
  }

  private void clear(@Nullable Matrix gradient) {
    if (gradient != null) {
      pieces.clear(gradient);
    }
  }
}
