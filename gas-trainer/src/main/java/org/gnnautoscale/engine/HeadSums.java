package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.jspecify.annotations.Nullable;

/**
 * Sums over edges whose weights differ by head, and the products that are their gradient.
 *
 * <p>The columns of a row are those of head 0, of head 1 and so on, each as wide as the others.
 */
final class HeadSums {

  /** Values that are read for one piece. */
  private static final int WORK = 1 << 17;

  private final Pool pool;
  private final Adjacency adjacency;
  private final Matrix x;
  private final int heads;
  private final int width;

  HeadSums(Pool pool, Adjacency adjacency, Matrix x, int heads) {
    this.pool = pool;
    this.adjacency = adjacency;
    this.x = x;
    this.heads = heads;
    this.width = x.cols() / heads;
  }

  void sum(int @Nullable [] arcs, Matrix weights, Matrix out, Write write) {
    Weights by = new Weights(arcs, weights.address());
    RowPieces.run(
        pool,
        adjacency,
        RowPieces.entries(WORK, x.cols()),
        (first, last) -> {
          for (int c = 0; c < x.cols(); c += Simd.LANES) {
            VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, x.cols());
            sum(first, last, c, lanes, by, out, write);
          }
        });
  }

  /** out[e, h] = y[v] x[w] over the columns of head h. */
  void products(Matrix y, Matrix out) {
    RowPieces.run(
        pool,
        adjacency,
        RowPieces.entries(WORK, x.cols()),
        (first, last) -> {
          for (int row = first; row < last; row++) {
            long own = y.address() + 4L * row * x.cols();
            for (int e = adjacency.rowPtr()[row]; e < adjacency.rowPtr()[row + 1]; e++) {
              products(own, source(e), out.address() + 4L * e * heads);
            }
          }
        });
  }

  private void sum(
      int first,
      int last,
      int c,
      VectorMask<Float> lanes,
      Weights weights,
      Matrix out,
      Write write) {
    boolean oneHead = c / width == (Math.min(c + Simd.LANES, x.cols()) - 1) / width;
    VectorShuffle<Float> shuffle = oneHead ? null : heads(c);
    for (int row = first; row < last; row++) {
      FloatVector sum = Simd.zero();
      for (int e = adjacency.rowPtr()[row]; e < adjacency.rowPtr()[row + 1]; e++) {
        FloatVector w =
            shuffle == null ? weights.ofHead(e, c / width) : weights.ofHeads(e, c, shuffle);
        sum = Simd.load(source(e) + 4L * c, lanes).fma(w, sum);
      }
      long at = out.address() + 4L * ((long) row * x.cols() + c);
      Simd.store(write == Write.ADD ? Simd.load(at, lanes).add(sum) : sum, at, lanes);
    }
  }

  /** For each lane of a vector of columns its head, counted from that of the first lane. */
  private VectorShuffle<Float> heads(int c) {
    int begin = c / width;
    return VectorShuffle.fromOp(
        Simd.FLOATS, lane -> Math.min(c + lane, x.cols() - 1) / width - begin);
  }

  private void products(long y, long source, long out) {
    int whole = Simd.whole(width);
    VectorMask<Float> tail = Simd.tail(width);
    for (int h = 0; h < heads; h++) {
      long at = 4L * h * width;
      FloatVector sum = Simd.zero();
      for (int c = 0; c < whole; c += Simd.LANES) {
        sum = Simd.load(y + at + 4L * c).fma(Simd.load(source + at + 4L * c), sum);
      }
      if (whole < width) {
        long i = at + 4L * whole;
        sum = Simd.load(y + i, tail).fma(Simd.load(source + i, tail), sum);
      }
      Simd.set(out + 4L * h, Simd.sum(sum));
    }
  }

  private long source(int e) {
    return x.address() + 4L * adjacency.col()[e] * x.cols();
  }

  /** What each entry weighs. */
  private final class Weights {

    private final int @Nullable [] arcs;
    private final long address;

    Weights(int @Nullable [] arcs, long address) {
      this.arcs = arcs;
      this.address = address;
    }

    FloatVector ofHead(int e, int head) {
      return Simd.broadcast(Simd.get(row(e) + 4L * head));
    }

    FloatVector ofHeads(int e, int c, VectorShuffle<Float> shuffle) {
      int begin = c / width;
      VectorMask<Float> some = Simd.FLOATS.indexInRange(begin, heads);
      return Simd.load(row(e) + 4L * begin, some).rearrange(shuffle);
    }

    private long row(int e) {
      return address + 4L * heads * (arcs == null ? e : arcs[e]);
    }
  }
}
