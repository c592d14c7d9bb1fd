package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/** Products of sparse features, with or without dropout of their non-zeros. */
final class SparseProducts {

  private final SparseRows x;
  private final @Nullable Dropout dropout;

  SparseProducts(SparseRows x, @Nullable Dropout dropout) {
    this.x = x;
    this.dropout = dropout;
  }

  /** Rows {@code from} up to but without {@code to} of x w. */
  void product(int from, int to, Matrix w, Matrix out) {
    RowSums sums = RowSums.of(w);
    RowSums.Out into = new RowSums.Out(Write.SET);
    float[] kept = new float[dropout == null ? 0 : longest(from, to)];
    for (int r = from; r < to; r++) {
      into.address = out.address() + 4L * r * out.cols();
      int begin = x.begin(r);
      int end = x.end(r);
      if (dropout == null) {
        sums.sum(x.index(), begin, end, x.value(), 0, into);
      } else {
        drop(dropout, r, kept);
        sums.sum(x.index(), begin, end, kept, begin, into);
      }
    }
  }

  /** Rows {@code from} up to but without {@code to} as dense ones; values of one place add up. */
  void copyTo(int from, int to, Matrix out) {
    float[] kept = new float[dropout == null ? 0 : longest(from, to)];
    for (int r = from; r < to; r++) {
      long row = out.address() + 4L * r * out.cols();
      Elementwise.clear(row, out.cols());
      int begin = x.begin(r);
      if (dropout != null) {
        drop(dropout, r, kept);
      }
      for (int i = begin; i < x.end(r); i++) {
        long at = row + 4L * x.index()[i];
        Simd.set(at, Simd.get(at) + (dropout == null ? x.value()[i] : kept[i - begin]));
      }
    }
  }

  /**
   * out += xᵀ y for the features {@code from} up to but without {@code to}.
   *
   * <p>Every thread looks at all non-zeros and takes those of its features, which costs less than
   * sorting them and needs no memory; a feature's sum has one order, however many threads there
   * are.
   */
  void addTransposed(int from, int to, Matrix y, Matrix out) {
    int cols = y.cols();
    float factor = dropout == null ? 1 : dropout.scale();
    VectorMask<Float> tail = Simd.tail(cols);
    int[] index = x.index();
    for (int r = 0, n = x.numRows(); r < n; r++) {
      int begin = x.begin(r);
      long row = y.address() + 4L * r * cols;
      for (int e = begin, end = x.end(r); e < end; e++) {
        int f = index[e];
        if (f >= from && f < to && (dropout == null || dropout.keeps(r, e - begin))) {
          axpy(x.value()[e] * factor, row, out.address() + 4L * f * cols, cols, tail);
        }
      }
    }
  }

  private static void axpy(float alpha, long x, long out, int cols, VectorMask<Float> tail) {
    FloatVector factor = Simd.broadcast(alpha);
    int whole = Simd.whole(cols);
    for (int c = 0; c < whole; c += Simd.LANES) {
      long k = 4L * c;
      Simd.store(Simd.load(x + k).fma(factor, Simd.load(out + k)), out + k);
    }
    if (whole < cols) {
      long k = 4L * whole;
      FloatVector sum = Simd.load(x + k, tail).fma(factor, Simd.load(out + k, tail));
      Simd.store(sum, out + k, tail);
    }
  }

  private void drop(Dropout mask, int row, float[] kept) {
    int begin = x.begin(row);
    float[] value = x.value();
    for (int e = begin, end = x.end(row); e < end; e++) {
      kept[e - begin] = mask.keeps(row, e - begin) ? value[e] * mask.scale() : 0;
    }
  }

  private int longest(int from, int to) {
    int longest = 0;
    for (int r = from; r < to; r++) {
      longest = Math.max(longest, x.end(r) - x.begin(r));
    }
    return longest;
  }
}
