package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.gnnautoscale.memory.Matrix;

/** Layer normalization of rows that lie next to each other. */
final class LayerNorms {

  private final int cols;
  private final long scale;
  private final long shift;
  private final float epsilon;

  LayerNorms(Matrix x, Normalization norm) {
    this.cols = x.cols();
    this.scale = norm.scale().address();
    this.shift = norm.shift().address();
    this.epsilon = norm.epsilon();
  }

  void forward(long x, long out) {
    float mean = mean(x);
    float inverse = inverseDeviation(x, mean);
    for (int c = 0; c < cols; c += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, cols);
      long k = 4L * c;
      FloatVector normal = Simd.load(x + k, lanes).sub(mean).mul(inverse);
      FloatVector v = normal.fma(Simd.load(scale + k, lanes), Simd.load(shift + k, lanes));
      Simd.store(v, out + k, lanes);
    }
  }

  /**
   * Gradients of one row.
   *
   * @param g gradient of the output
   * @param scaleSums gradient of the scale, added to
   * @param shiftSums gradient of the shift, added to
   */
  void sums(long x, long g, long scaleSums, long shiftSums) {
    float mean = mean(x);
    float inverse = inverseDeviation(x, mean);
    for (int c = 0; c < cols; c += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, cols);
      long k = 4L * c;
      FloatVector up = Simd.load(g + k, lanes);
      FloatVector normal = Simd.load(x + k, lanes).sub(mean).mul(inverse);
      Simd.store(up.fma(normal, Simd.load(scaleSums + k, lanes)), scaleSums + k, lanes);
      Simd.store(up.add(Simd.load(shiftSums + k, lanes)), shiftSums + k, lanes);
    }
  }

  /** Gradient of the input of one row, which may replace that of the output. */
  void backward(long x, long g, long out, Write write) {
    float mean = mean(x);
    float inverse = inverseDeviation(x, mean);
    FloatVector sum = Simd.zero();
    FloatVector dot = Simd.zero();
    for (int c = 0; c < cols; c += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, cols);
      long k = 4L * c;
      FloatVector up = Simd.load(g + k, lanes).mul(Simd.load(scale + k, lanes));
      sum = sum.add(up);
      dot = up.fma(Simd.load(x + k, lanes).sub(mean).mul(inverse), dot);
    }
    float sumShare = Simd.sum(sum) / cols;
    float dotShare = Simd.sum(dot) / cols;
    for (int c = 0; c < cols; c += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, cols);
      long k = 4L * c;
      FloatVector up = Simd.load(g + k, lanes).mul(Simd.load(scale + k, lanes));
      FloatVector normal = Simd.load(x + k, lanes).sub(mean).mul(inverse);
      FloatVector v = up.sub(sumShare).sub(normal.mul(dotShare)).mul(inverse);
      Simd.store(write == Write.ADD ? v.add(Simd.load(out + k, lanes)) : v, out + k, lanes);
    }
  }

  private float mean(long x) {
    FloatVector sum = Simd.zero();
    for (int c = 0; c < cols; c += Simd.LANES) {
      sum = sum.add(Simd.load(x + 4L * c, Simd.FLOATS.indexInRange(c, cols)));
    }
    return Simd.sum(sum) / cols;
  }

  private float inverseDeviation(long x, float mean) {
    FloatVector squares = Simd.zero();
    for (int c = 0; c < cols; c += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, cols);
      FloatVector d = Simd.zero().blend(Simd.load(x + 4L * c, lanes).sub(mean), lanes);
      squares = d.fma(d, squares);
    }
    float variance = Simd.sum(squares) / cols;
    return (float) (1 / Math.sqrt(variance + epsilon));
  }
}
