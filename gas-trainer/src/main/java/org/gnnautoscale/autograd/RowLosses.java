package org.gnnautoscale.autograd;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/** A {@link RowLoss} of some rows of a matrix. */
final class RowLosses {

  private final Matrix logits;
  private final @Nullable Matrix gradient;
  private final float[] in;
  private final float[] out;

  /**
   * Rows of logits.
   *
   * @param gradient same shape; null if none is wanted
   */
  RowLosses(Matrix logits, @Nullable Matrix gradient) {
    this.logits = logits;
    this.gradient = gradient;
    this.in = new float[logits.cols()];
    this.out = new float[logits.cols()];
  }

  /** Loss of the first {@code count} of the rows, times scale; so are their gradients. */
  double sum(RowLoss loss, int[] rows, int count, double scale) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      long offset = 4L * in.length * rows[i];
      MemorySegment.copy(logits.segment(), JAVA_FLOAT, offset, in, 0, in.length);
      sum += loss.of(rows[i], in, out);
      if (gradient != null) {
        scaleOut(scale);
        MemorySegment.copy(out, 0, gradient.segment(), JAVA_FLOAT, offset, out.length);
      }
    }
    return scale * sum;
  }

  private void scaleOut(double scale) {
    for (int c = 0; c < out.length; c++) {
      out[c] = (float) (scale * out[c]);
    }
  }
}
