package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The mask of {@link Dropout} and its use, a vector at a time. */
final class Dropouts {

  /** Hash input of lane i is that of column 0 plus i times the golden ratio. */
  private static final IntVector LANE_STEPS =
      IntVector.zero(Simd.INTS).addIndex(1).mul(Dropout.GOLDEN_32);

  private final Dropout dropout;

  Dropouts(Dropout dropout) {
    this.dropout = dropout;
  }

  /** Puts to {@code out} what stays of row number {@code row}, {@code n} values at {@code x}. */
  void put(long row, int n, long x, long out, Write write) {
    if (write == Write.SET) {
      set(row, n, x, out);
    } else {
      add(row, n, x, out);
    }
  }

  private void set(long row, int n, long x, long out) {
    long key = dropout.rowKey(row);
    IntVector first = IntVector.broadcast(Simd.INTS, (int) key).add(LANE_STEPS);
    int second = (int) (key >>> 32);
    int threshold = dropout.threshold();
    FloatVector scale = Simd.broadcast(dropout.scale());
    int whole = Simd.whole(n);
    for (int c = 0; c < whole; c += Simd.LANES) {
      VectorMask<Float> kept = kept(first.add(c * Dropout.GOLDEN_32), second, threshold);
      Simd.store(Simd.zero().blend(Simd.load(x + 4L * c).mul(scale), kept), out + 4L * c);
    }
    if (whole < n) {
      VectorMask<Float> tail = Simd.tail(n);
      VectorMask<Float> kept = kept(first.add(whole * Dropout.GOLDEN_32), second, threshold);
      FloatVector v = Simd.load(x + 4L * whole, tail).mul(scale);
      Simd.store(Simd.zero().blend(v, kept), out + 4L * whole, tail);
    }
  }

  private void add(long row, int n, long x, long out) {
    long key = dropout.rowKey(row);
    IntVector first = IntVector.broadcast(Simd.INTS, (int) key).add(LANE_STEPS);
    int second = (int) (key >>> 32);
    int threshold = dropout.threshold();
    FloatVector scale = Simd.broadcast(dropout.scale());
    int whole = Simd.whole(n);
    for (int c = 0; c < whole; c += Simd.LANES) {
      VectorMask<Float> kept = kept(first.add(c * Dropout.GOLDEN_32), second, threshold);
      FloatVector v = Simd.load(x + 4L * c).mul(scale);
      Simd.store(Simd.load(out + 4L * c).add(Simd.zero().blend(v, kept)), out + 4L * c);
    }
    if (whole < n) {
      VectorMask<Float> tail = Simd.tail(n);
      VectorMask<Float> kept = kept(first.add(whole * Dropout.GOLDEN_32), second, threshold);
      FloatVector v = Simd.load(x + 4L * whole, tail).mul(scale);
      FloatVector sum = Simd.load(out + 4L * whole, tail).add(Simd.zero().blend(v, kept));
      Simd.store(sum, out + 4L * whole, tail);
    }
  }

  /** The same function as {@link Dropout#keeps}. */
  private static VectorMask<Float> kept(IntVector x0, int second, int threshold) {
    IntVector x1 =
        x0.lanewise(VectorOperators.XOR, x0.lanewise(VectorOperators.LSHR, 16))
            .mul(Dropout.FIRST_FACTOR)
            .lanewise(VectorOperators.XOR, second);
    IntVector x2 =
        x1.lanewise(VectorOperators.XOR, x1.lanewise(VectorOperators.LSHR, 15))
            .mul(Dropout.SECOND_FACTOR);
    IntVector x3 = x2.lanewise(VectorOperators.XOR, x2.lanewise(VectorOperators.LSHR, 16));
    return x3.compare(VectorOperators.GE, threshold).cast(Simd.FLOATS);
  }
}
