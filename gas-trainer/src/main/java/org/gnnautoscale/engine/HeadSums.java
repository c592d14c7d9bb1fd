package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.jspecify.annotations.Nullable;

/**
 * Sums over edges whose weights differ by head.
 *
 * <p>The columns of a row are those of head 0, of head 1 and so on, each as wide as the others. The
 * weights of an edge are loaded once for up to four vectors of columns, each of which takes those
 * of its heads by a shuffle.
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
    RowPieces.run(
        pool,
        adjacency,
        RowPieces.entries(WORK, x.cols()),
        (first, last) -> {
          for (int c = 0; c < x.cols(); ) {
            Piece piece = new Piece(c, arcs, weights, out, write);
            piece.sum(first, last);
            c += piece.vectors * Simd.LANES;
          }
        });
  }

  /** One, two or four vectors of columns. */
  private final class Piece {

    private final int vectors;
    private final int[] ptr = adjacency.rowPtr();
    private final int[] col = adjacency.col();
    private final int @Nullable [] arcs;
    private final long source;
    private final long weights;
    private final long out;
    private final boolean adds;
    private final VectorMask<Float> lanes;
    private final VectorShuffle<Float>[] shuffles;

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    Piece(int first, int @Nullable [] arcs, Matrix weights, Matrix out, Write write) {
      this.vectors = vectors(first);
      this.arcs = arcs;
      int head = first / width;
      this.source = x.address() + 4L * first;
      this.weights = weights.address() + 4L * head;
      this.out = out.address() + 4L * first;
      this.adds = write == Write.ADD;
      this.lanes = Simd.FLOATS.indexInRange(first, x.cols());
      this.shuffles = new VectorShuffle[vectors];
      for (int v = 0; v < vectors; v++) {
        shuffles[v] = headsOf(first + v * Simd.LANES, head);
      }
    }

    /** Whole vectors whose heads fit into one; the rest of a row is a vector of its own. */
    private int vectors(int c) {
      for (int n = 4; n > 1; n /= 2) {
        int end = c + n * Simd.LANES;
        if (end <= x.cols() && (end - 1) / width - c / width < Simd.LANES) {
          return n;
        }
      }
      return 1;
    }

    /** For each lane of a vector its head, counted from {@code head}. */
    private VectorShuffle<Float> headsOf(int c, int head) {
      return VectorShuffle.fromOp(
          Simd.FLOATS, lane -> Math.min(c + lane, x.cols() - 1) / width - head);
    }

    void sum(int from, int to) {
      switch (vectors) {
        case 4 -> four(from, to, shuffles[0], shuffles[1], shuffles[2], shuffles[3]);
        case 2 -> two(from, to, shuffles[0], shuffles[1]);
        default -> one(from, to, shuffles[0]);
      }
    }

    private void four(
        int from,
        int to,
        VectorShuffle<Float> h0,
        VectorShuffle<Float> h1,
        VectorShuffle<Float> h2,
        VectorShuffle<Float> h3) {
      long stride = 4L * x.cols();
      long each = 4L * heads;
      for (int row = from; row < to; row++) {
        FloatVector s0 = Simd.zero();
        FloatVector s1 = Simd.zero();
        FloatVector s2 = Simd.zero();
        FloatVector s3 = Simd.zero();
        int end = ptr[row + 1];
        for (int e = ptr[row]; e < end; e++) {
          FloatVector w = Simd.load(weights + each * (arcs == null ? e : arcs[e]));
          long at = source + stride * col[e];
          s0 = Simd.load(at).fma(w.rearrange(h0), s0);
          s1 = Simd.load(at + Simd.BYTES).fma(w.rearrange(h1), s1);
          s2 = Simd.load(at + 2 * Simd.BYTES).fma(w.rearrange(h2), s2);
          s3 = Simd.load(at + 3 * Simd.BYTES).fma(w.rearrange(h3), s3);
        }
        long at = out + stride * row;
        put(at, s0);
        put(at + Simd.BYTES, s1);
        put(at + 2 * Simd.BYTES, s2);
        put(at + 3 * Simd.BYTES, s3);
      }
    }

    private void two(int from, int to, VectorShuffle<Float> h0, VectorShuffle<Float> h1) {
      long stride = 4L * x.cols();
      long each = 4L * heads;
      for (int row = from; row < to; row++) {
        FloatVector s0 = Simd.zero();
        FloatVector s1 = Simd.zero();
        int end = ptr[row + 1];
        for (int e = ptr[row]; e < end; e++) {
          FloatVector w = Simd.load(weights + each * (arcs == null ? e : arcs[e]));
          long at = source + stride * col[e];
          s0 = Simd.load(at).fma(w.rearrange(h0), s0);
          s1 = Simd.load(at + Simd.BYTES).fma(w.rearrange(h1), s1);
        }
        long at = out + stride * row;
        put(at, s0);
        put(at + Simd.BYTES, s1);
      }
    }

    /** Perhaps less than a vector: what is loaded beyond a row's end is not stored. */
    private void one(int from, int to, VectorShuffle<Float> h0) {
      long stride = 4L * x.cols();
      long each = 4L * heads;
      for (int row = from; row < to; row++) {
        FloatVector sum = Simd.zero();
        int end = ptr[row + 1];
        for (int e = ptr[row]; e < end; e++) {
          FloatVector w = Simd.load(weights + each * (arcs == null ? e : arcs[e]));
          sum = Simd.load(source + stride * col[e]).fma(w.rearrange(h0), sum);
        }
        long at = out + stride * row;
        Simd.store(adds ? Simd.load(at, lanes).add(sum) : sum, at, lanes);
      }
    }

    private void put(long at, FloatVector sum) {
      Simd.store(adds ? Simd.load(at).add(sum) : sum, at);
    }
  }
}
