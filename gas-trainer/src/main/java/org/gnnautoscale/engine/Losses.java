package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/** Losses of single rows of logits, with their gradients. */
final class Losses {

  private final Matrix logits;
  private final int cols;
  private final float scale;
  private final @Nullable Matrix gradient;

  Losses(Matrix logits, double scale, @Nullable Matrix gradient) {
    this.logits = logits;
    this.cols = logits.cols();
    this.scale = (float) scale;
    this.gradient = gradient;
  }

  /** Minus the logarithm of a class's share in the softmax. */
  double crossEntropy(int row, int label) {
    long z = logits.address() + 4L * row * cols;
    long out = gradient == null ? 0 : gradient.address() + 4L * row * cols;
    float max = max(z);
    float sum = powers(z, max, out);
    if (out != 0) {
      Elementwise.scale(scale / sum, out, cols);
      Simd.set(out + 4L * label, Simd.get(out + 4L * label) - scale);
    }
    return Math.log(sum) + max - Simd.get(z + 4L * label);
  }

  /** Sum of exp(z - max), which are kept where the gradient will be, if it is wanted. */
  private float powers(long z, float max, long out) {
    FloatVector sum = Simd.zero();
    for (int c = 0; c < cols; c += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, cols);
      FloatVector e = Simd.exp(Simd.load(z + 4L * c, lanes).sub(max));
      sum = sum.add(e, lanes);
      if (out != 0) {
        Simd.store(e, out + 4L * c, lanes);
      }
    }
    return Simd.sum(sum);
  }

  /** Cross entropy of the logistic function, summed over the columns. */
  double binaryCrossEntropy(int row, Matrix labels) {
    long z = logits.address() + 4L * row * cols;
    long y = labels.address() + 4L * row * cols;
    FloatVector sums = Simd.zero();
    for (int c = 0; c < cols; c += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, cols);
      FloatVector v = Simd.load(z + 4L * c, lanes);
      FloatVector label = Simd.load(y + 4L * c, lanes);
      // of -|z|, so that nothing overflows
      FloatVector e = Simd.exp(v.abs().neg());
      FloatVector loss = v.max(0).sub(v.mul(label)).add(Simd.log1p(e));
      sums = sums.add(loss, lanes);
      if (gradient != null) {
        FloatVector small = e.div(e.add(1));
        VectorMask<Float> positive = v.compare(VectorOperators.GE, 0);
        FloatVector share = small.blend(Simd.broadcast(1).sub(small), positive);
        long out = gradient.address() + 4L * row * cols + 4L * c;
        Simd.store(share.sub(label).mul(scale), out, lanes);
      }
    }
    return Simd.sum(sums);
  }

  private float max(long z) {
    float max = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < cols; c += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, cols);
      max = Math.max(max, Simd.load(z + 4L * c, lanes).reduceLanes(VectorOperators.MAX, lanes));
    }
    return max;
  }
}
