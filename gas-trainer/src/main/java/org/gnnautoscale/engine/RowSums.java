package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Weighted sums of rows: the kernel below aggregation, its backward pass and sparse features.
 *
 * <p>A piece of the output row, up to eight vectors, stays in registers while the entries of the
 * row are walked; the rows that are summed are read once, in whole cache lines.
 *
 * <p>Immutable; any number of threads.
 */
final class RowSums {

  private final int cols;
  private final long base;
  private final long @Nullable [] starts;

  private RowSums(int cols, long base, long @Nullable [] starts) {
    this.cols = cols;
    this.base = base;
    this.starts = starts;
  }

  /** Sums of the rows of one matrix. */
  static RowSums of(Matrix x) {
    return new RowSums(x.cols(), x.address(), null);
  }

  /** Sums of rows that lie anywhere; {@code starts} are their addresses. */
  static RowSums of(int cols, long[] starts) {
    return new RowSums(cols, 0, starts);
  }

  /** Sums rows col[from] up to but without col[to]; weight i belongs to col[i + from - offset]. */
  void sum(int[] col, int from, int to, float @Nullable [] weight, int offset, Out out) {
    int c = 0;
    for (; c + 8 * Simd.LANES <= cols; c += 8 * Simd.LANES) {
      eight(col, from, to, weight, offset, 4L * c, out);
    }
    if (c + 4 * Simd.LANES <= cols) {
      four(col, from, to, weight, offset, 4L * c, out);
      c += 4 * Simd.LANES;
    }
    if (c + 2 * Simd.LANES <= cols) {
      two(col, from, to, weight, offset, 4L * c, out);
      c += 2 * Simd.LANES;
    }
    if (c + Simd.LANES <= cols) {
      one(col, from, to, weight, offset, 4L * c, out);
      c += Simd.LANES;
    }
    if (c < cols) {
      tail(col, from, to, weight, offset, 4L * c, out);
    }
  }

  /** Where a sum goes. */
  static final class Out {
    long address;
    final boolean add;

    Out(Write write) {
      this.add = write == Write.ADD;
    }

    void put(FloatVector sum, long offset) {
      long at = address + offset;
      Simd.store(add ? Simd.load(at).add(sum) : sum, at);
    }
  }

  private void eight(
      int[] col, int from, int to, float @Nullable [] weight, int offset, long at, Out out) {
    FloatVector s0 = Simd.zero();
    FloatVector s1 = Simd.zero();
    FloatVector s2 = Simd.zero();
    FloatVector s3 = Simd.zero();
    FloatVector s4 = Simd.zero();
    FloatVector s5 = Simd.zero();
    FloatVector s6 = Simd.zero();
    FloatVector s7 = Simd.zero();
    for (int e = from; e < to; e++) {
      long x = row(col[e]) + at;
      FloatVector w = Simd.broadcast(weight == null ? 1 : weight[e - offset]);
      s0 = Simd.load(x).fma(w, s0);
      s1 = Simd.load(x + Simd.BYTES).fma(w, s1);
      s2 = Simd.load(x + 2 * Simd.BYTES).fma(w, s2);
      s3 = Simd.load(x + 3 * Simd.BYTES).fma(w, s3);
      s4 = Simd.load(x + 4 * Simd.BYTES).fma(w, s4);
      s5 = Simd.load(x + 5 * Simd.BYTES).fma(w, s5);
      s6 = Simd.load(x + 6 * Simd.BYTES).fma(w, s6);
      s7 = Simd.load(x + 7 * Simd.BYTES).fma(w, s7);
    }
    out.put(s0, at);
    out.put(s1, at + Simd.BYTES);
    out.put(s2, at + 2 * Simd.BYTES);
    out.put(s3, at + 3 * Simd.BYTES);
    out.put(s4, at + 4 * Simd.BYTES);
    out.put(s5, at + 5 * Simd.BYTES);
    out.put(s6, at + 6 * Simd.BYTES);
    out.put(s7, at + 7 * Simd.BYTES);
  }

  private void four(
      int[] col, int from, int to, float @Nullable [] weight, int offset, long at, Out out) {
    FloatVector s0 = Simd.zero();
    FloatVector s1 = Simd.zero();
    FloatVector s2 = Simd.zero();
    FloatVector s3 = Simd.zero();
    for (int e = from; e < to; e++) {
      long x = row(col[e]) + at;
      FloatVector w = Simd.broadcast(weight == null ? 1 : weight[e - offset]);
      s0 = Simd.load(x).fma(w, s0);
      s1 = Simd.load(x + Simd.BYTES).fma(w, s1);
      s2 = Simd.load(x + 2 * Simd.BYTES).fma(w, s2);
      s3 = Simd.load(x + 3 * Simd.BYTES).fma(w, s3);
    }
    out.put(s0, at);
    out.put(s1, at + Simd.BYTES);
    out.put(s2, at + 2 * Simd.BYTES);
    out.put(s3, at + 3 * Simd.BYTES);
  }

  private void two(
      int[] col, int from, int to, float @Nullable [] weight, int offset, long at, Out out) {
    FloatVector s0 = Simd.zero();
    FloatVector s1 = Simd.zero();
    for (int e = from; e < to; e++) {
      long x = row(col[e]) + at;
      FloatVector w = Simd.broadcast(weight == null ? 1 : weight[e - offset]);
      s0 = Simd.load(x).fma(w, s0);
      s1 = Simd.load(x + Simd.BYTES).fma(w, s1);
    }
    out.put(s0, at);
    out.put(s1, at + Simd.BYTES);
  }

  private void one(
      int[] col, int from, int to, float @Nullable [] weight, int offset, long at, Out out) {
    FloatVector s0 = Simd.zero();
    for (int e = from; e < to; e++) {
      FloatVector w = Simd.broadcast(weight == null ? 1 : weight[e - offset]);
      s0 = Simd.load(row(col[e]) + at).fma(w, s0);
    }
    out.put(s0, at);
  }

  private void tail(
      int[] col, int from, int to, float @Nullable [] weight, int offset, long at, Out out) {
    VectorMask<Float> lanes = Simd.tail(cols);
    FloatVector s0 = Simd.zero();
    for (int e = from; e < to; e++) {
      FloatVector w = Simd.broadcast(weight == null ? 1 : weight[e - offset]);
      s0 = Simd.load(row(col[e]) + at).fma(w, s0);
    }
    long to0 = out.address + at;
    Simd.store(out.add ? Simd.load(to0, lanes).add(s0) : s0, to0, lanes);
  }

  private long row(int r) {
    return starts == null ? base + 4L * cols * r : starts[r];
  }
}
