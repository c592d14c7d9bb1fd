package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;

/** The largest or smallest value of the sources, which edge it came along, and the way back. */
final class Extremes {

  /** Values that are read for one piece. */
  private static final int WORK = 1 << 17;

  /** Columns of one piece on the way back: a cache line. */
  private static final int COLUMNS = 16;

  private final Pool pool;
  private final Adjacency adjacency;
  private final int cols;

  Extremes(Pool pool, Adjacency adjacency, int cols) {
    this.pool = pool;
    this.adjacency = adjacency;
    this.cols = cols;
  }

  /**
   * Takes the extremes.
   *
   * @param starts address of each source's row
   */
  void take(long[] starts, Extreme extreme, Matrix out, Matrix arcs) {
    Taking taking = new Taking(starts, extreme == Extreme.MAX, out.address(), arcs.address());
    RowPieces.run(pool, adjacency, RowPieces.entries(WORK, cols), taking::rows);
  }

  /**
   * Adds the gradient of each target to the source that it came from; each thread has columns of
   * its own.
   *
   * @param sources the first sources, whose gradient is wanted
   */
  void giveBack(Matrix arcs, Matrix gradient, int sources, Matrix out) {
    int[] col = adjacency.col();
    pool.run(
        cols,
        COLUMNS,
        (from, to) -> {
          for (int row = 0; row < adjacency.numRows(); row++) {
            long place = 4L * row * cols;
            for (long c = 4 * from; c < 4 * to; c += 4) {
              int arc = Float.floatToRawIntBits(Simd.get(arcs.address() + place + c));
              if (arc >= 0 && col[arc] < sources) {
                long at = out.address() + 4L * col[arc] * cols + c;
                Simd.set(at, Simd.get(at) + Simd.get(gradient.address() + place + c));
              }
            }
          }
        });
  }

  /** Four vectors of columns at a time, so that the rows are walked a few times only. */
  private final class Taking {

    private final int[] ptr = adjacency.rowPtr();
    private final int[] col = adjacency.col();
    private final long[] starts;
    private final boolean max;
    private final long out;
    private final long arcs;

    Taking(long[] starts, boolean max, long out, long arcs) {
      this.starts = starts;
      this.max = max;
      this.out = out;
      this.arcs = arcs;
    }

    void rows(int first, int last) {
      for (int row = first; row < last; row++) {
        long place = 4L * row * cols;
        if (ptr[row] == ptr[row + 1]) {
          none(place);
          continue;
        }
        int c = 0;
        for (; c + 4 * Simd.LANES <= cols; c += 4 * Simd.LANES) {
          four(row, 4L * c, place + 4L * c);
        }
        for (; c < cols; c += Simd.LANES) {
          one(row, c, place + 4L * c);
        }
      }
    }

    private void none(long place) {
      for (long at = place; at < place + 4L * cols; at += 4) {
        Simd.set(out + at, 0);
        Simd.set(arcs + at, Float.intBitsToFloat(-1));
      }
    }

    private void four(int row, long at, long place) {
      int from = ptr[row];
      int to = ptr[row + 1];
      long x = starts[col[from]] + at;
      FloatVector b0 = Simd.load(x);
      FloatVector b1 = Simd.load(x + Simd.BYTES);
      FloatVector b2 = Simd.load(x + 2 * Simd.BYTES);
      FloatVector b3 = Simd.load(x + 3 * Simd.BYTES);
      IntVector a0 = IntVector.broadcast(Simd.INTS, from);
      IntVector a1 = a0;
      IntVector a2 = a0;
      IntVector a3 = a0;
      for (int e = from + 1; e < to; e++) {
        x = starts[col[e]] + at;
        IntVector arc = IntVector.broadcast(Simd.INTS, e);
        FloatVector x0 = Simd.load(x);
        FloatVector x1 = Simd.load(x + Simd.BYTES);
        FloatVector x2 = Simd.load(x + 2 * Simd.BYTES);
        FloatVector x3 = Simd.load(x + 3 * Simd.BYTES);
        VectorMask<Float> m0 = better(x0, b0);
        VectorMask<Float> m1 = better(x1, b1);
        VectorMask<Float> m2 = better(x2, b2);
        VectorMask<Float> m3 = better(x3, b3);
        b0 = b0.blend(x0, m0);
        b1 = b1.blend(x1, m1);
        b2 = b2.blend(x2, m2);
        b3 = b3.blend(x3, m3);
        a0 = a0.blend(arc, m0.cast(Simd.INTS));
        a1 = a1.blend(arc, m1.cast(Simd.INTS));
        a2 = a2.blend(arc, m2.cast(Simd.INTS));
        a3 = a3.blend(arc, m3.cast(Simd.INTS));
      }
      put(place, b0, a0);
      put(place + Simd.BYTES, b1, a1);
      put(place + 2 * Simd.BYTES, b2, a2);
      put(place + 3 * Simd.BYTES, b3, a3);
    }

    private void put(long place, FloatVector best, IntVector arc) {
      Simd.store(best, out + place);
      Simd.store(arc.reinterpretAsFloats(), arcs + place);
    }

    /** Perhaps less than a vector: what is loaded beyond a row's end is not stored. */
    private void one(int row, int c, long place) {
      long at = 4L * c;
      FloatVector best = Simd.load(starts[col[ptr[row]]] + at);
      IntVector arc = IntVector.broadcast(Simd.INTS, ptr[row]);
      for (int e = ptr[row] + 1; e < ptr[row + 1]; e++) {
        FloatVector x = Simd.load(starts[col[e]] + at);
        VectorMask<Float> chosen = better(x, best);
        best = best.blend(x, chosen);
        arc = arc.blend(e, chosen.cast(Simd.INTS));
      }
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(c, cols);
      Simd.store(best, out + place, lanes);
      Simd.store(arc.reinterpretAsFloats(), arcs + place, lanes);
    }

    private VectorMask<Float> better(FloatVector x, FloatVector best) {
      return max ? best.lt(x) : x.lt(best);
    }
  }
}
