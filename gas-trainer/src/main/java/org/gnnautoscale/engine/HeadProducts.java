package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.jspecify.annotations.Nullable;

/**
 * Products of the rows at both ends of each edge, head by head: the gradient of {@link HeadSums} by
 * its weights.
 *
 * <p>Where a vector holds several whole heads, their sums are formed next to each other, by halves
 * that are added; other heads are summed one by one.
 */
final class HeadProducts {

  /** Values that are read for one piece. */
  private static final int WORK = 1 << 17;

  private final Pool pool;
  private final Adjacency adjacency;
  private final Matrix x;
  private final int heads;
  private final int width;
  private final VectorMask<Float> tail;
  private final @Nullable SideBySide side;

  HeadProducts(Pool pool, Adjacency adjacency, Matrix x, int heads) {
    this.pool = pool;
    this.adjacency = adjacency;
    this.x = x;
    this.heads = heads;
    this.width = x.cols() / heads;
    this.tail = Simd.tail(width);
    boolean fits = width < Simd.LANES && Integer.bitCount(width) == 1;
    this.side = fits && SideBySide.takes(x.cols(), width) ? new SideBySide() : null;
  }

  /** out[e, h] = y[v] x[w] over the columns of head h. */
  void products(Matrix y, Matrix out) {
    RowPieces.run(
        pool,
        adjacency,
        RowPieces.entries(WORK, x.cols()),
        (first, last) -> {
          int from = adjacency.rowPtr()[first];
          int to = adjacency.rowPtr()[last];
          if (side != null && from < to) {
            int stop = Math.max(from, to - side.spill);
            side.products(first, last, stop, y, out);
            oneByOne(first, last, stop, y, out);
          } else {
            oneByOne(first, last, from, y, out);
          }
        });
  }

  /** Entries from {@code from} on. */
  private void oneByOne(int first, int last, int from, Matrix y, Matrix out) {
    for (int row = first; row < last; row++) {
      long own = y.address() + 4L * row * x.cols();
      int end = adjacency.rowPtr()[row + 1];
      for (int e = Math.max(from, adjacency.rowPtr()[row]); e < end; e++) {
        long other = source(e);
        for (int h = 0; h < heads; h++) {
          long at = 4L * h * width;
          Simd.set(out.address() + 4L * ((long) e * heads + h), product(own + at, other + at));
        }
      }
    }
  }

  private float product(long a, long b) {
    int whole = Simd.whole(width);
    FloatVector sum = Simd.zero();
    for (int c = 0; c < whole; c += Simd.LANES) {
      sum = Simd.load(a + 4L * c).fma(Simd.load(b + 4L * c), sum);
    }
    if (whole < width) {
      sum = Simd.load(a + 4L * whole, tail).fma(Simd.load(b + 4L * whole, tail), sum);
    }
    return Simd.sum(sum);
  }

  private long source(int e) {
    return x.address() + 4L * adjacency.col()[e] * x.cols();
  }

  /** Several heads a vector, and up to four vectors whose heads fit into one. */
  private final class SideBySide {

    /** Heads of one vector. */
    private final int each = Simd.LANES / width;

    /** Vectors whose sums are put together: 4, 2 or 1. */
    private final int vectors = vectors(x.cols(), width);

    /** Puts the sums of a vector, in the first lane of each head, next to those before it. */
    private final VectorShuffle<Float>[] pack;

    /** Where they are put. */
    private final VectorMask<Float>[] packed;

    private final VectorMask<Float> upper;

    /** Edges behind one whose products are overwritten when its own are stored. */
    private final int spill = (Simd.LANES - 1) / heads;

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of a generic type
    SideBySide() {
      pack = new VectorShuffle[vectors];
      packed = new VectorMask[vectors];
      for (int i = 0; i < vectors; i++) {
        int begin = i * each;
        pack[i] =
            VectorShuffle.fromOp(
                Simd.FLOATS, lane -> Math.floorMod((lane - begin) * width, Simd.LANES));
        packed[i] = VectorMask.fromLong(Simd.FLOATS, ((1L << each) - 1) << begin);
      }
      upper = vectors == 4 ? packed[2].or(packed[3]) : packed[0];
    }

    /** Whether a row is one block, or what is stored of a block fills a vector. */
    static boolean takes(int cols, int width) {
      int block = vectors(cols, width) * Simd.LANES;
      return cols % Simd.LANES == 0 && (block == cols || block == Simd.LANES * width);
    }

    private static int vectors(int cols, int width) {
      int n = Math.min(4, width);
      while (n > 1 && cols % (n * Simd.LANES) > 0) {
        n /= 2;
      }
      return n;
    }

    /**
     * Edges before {@code stop}. Stores whole vectors: what is beyond an edge's heads belongs to
     * the next ones, which come later.
     */
    void products(int first, int last, int stop, Matrix y, Matrix out) {
      int block = vectors * Simd.LANES;
      for (int c = 0; c < x.cols(); c += block) {
        long own = y.address() + 4L * c;
        long source = x.address() + 4L * c;
        long to = out.address() + 4L * (c / width);
        switch (vectors) {
          case 4 -> four(first, last, stop, own, source, to);
          case 2 -> two(first, last, stop, own, source, to);
          default -> one(first, last, stop, own, source, to);
        }
      }
    }

    private void four(int first, int last, int stop, long y, long source, long out) {
      int[] ptr = adjacency.rowPtr();
      int[] col = adjacency.col();
      long stride = 4L * x.cols();
      VectorShuffle<Float> p0 = pack[0];
      VectorShuffle<Float> p1 = pack[1];
      VectorShuffle<Float> p2 = pack[2];
      VectorShuffle<Float> p3 = pack[3];
      VectorMask<Float> m1 = packed[1];
      VectorMask<Float> m3 = packed[3];
      VectorMask<Float> high = upper;
      for (int row = first; row < last; row++) {
        long own = y + stride * row;
        FloatVector y0 = Simd.load(own);
        FloatVector y1 = Simd.load(own + Simd.BYTES);
        FloatVector y2 = Simd.load(own + 2 * Simd.BYTES);
        FloatVector y3 = Simd.load(own + 3 * Simd.BYTES);
        int end = Math.min(ptr[row + 1], stop);
        for (int e = ptr[row]; e < end; e++) {
          long at = source + stride * col[e];
          FloatVector s0 = Simd.sums(y0.mul(Simd.load(at)), width);
          FloatVector s1 = Simd.sums(y1.mul(Simd.load(at + Simd.BYTES)), width);
          FloatVector s2 = Simd.sums(y2.mul(Simd.load(at + 2 * Simd.BYTES)), width);
          FloatVector s3 = Simd.sums(y3.mul(Simd.load(at + 3 * Simd.BYTES)), width);
          FloatVector low = s0.rearrange(p0).blend(s1.rearrange(p1), m1);
          FloatVector rest = s2.rearrange(p2).blend(s3.rearrange(p3), m3);
          Simd.store(low.blend(rest, high), out + 4L * e * heads);
        }
      }
    }

    private void two(int first, int last, int stop, long y, long source, long out) {
      int[] ptr = adjacency.rowPtr();
      int[] col = adjacency.col();
      long stride = 4L * x.cols();
      VectorShuffle<Float> p0 = pack[0];
      VectorShuffle<Float> p1 = pack[1];
      VectorMask<Float> m1 = packed[1];
      for (int row = first; row < last; row++) {
        long own = y + stride * row;
        FloatVector y0 = Simd.load(own);
        FloatVector y1 = Simd.load(own + Simd.BYTES);
        int end = Math.min(ptr[row + 1], stop);
        for (int e = ptr[row]; e < end; e++) {
          long at = source + stride * col[e];
          FloatVector s0 = Simd.sums(y0.mul(Simd.load(at)), width);
          FloatVector s1 = Simd.sums(y1.mul(Simd.load(at + Simd.BYTES)), width);
          FloatVector both = s0.rearrange(p0).blend(s1.rearrange(p1), m1);
          Simd.store(both, out + 4L * e * heads);
        }
      }
    }

    private void one(int first, int last, int stop, long y, long source, long out) {
      int[] ptr = adjacency.rowPtr();
      int[] col = adjacency.col();
      long stride = 4L * x.cols();
      VectorShuffle<Float> p0 = pack[0];
      for (int row = first; row < last; row++) {
        FloatVector y0 = Simd.load(y + stride * row);
        int end = Math.min(ptr[row + 1], stop);
        for (int e = ptr[row]; e < end; e++) {
          FloatVector s0 = Simd.sums(y0.mul(Simd.load(source + stride * col[e])), width);
          Simd.store(s0.rearrange(p0), out + 4L * e * heads);
        }
      }
    }
  }
}
