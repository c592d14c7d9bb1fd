package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;

/** The largest or smallest value of the sources, which edge it came along, and the way back. */
final class Extremes {

  /** Values that are read for one piece. */
  private static final int WORK = 1 << 17;

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
    rows((row, at, lanes) -> take(row, at, lanes, starts, extreme, out, arcs));
  }

  /** Gives each source what came from it; {@code numbers} are the entries of the transpose. */
  void giveBack(int[] numbers, Matrix arcs, Matrix gradient, Matrix out, Write write) {
    rows((row, at, lanes) -> giveBack(row, at, lanes, numbers, arcs, gradient, out, write));
  }

  /** Computes one vector of a row, {@code at} bytes behind its beginning. */
  @FunctionalInterface
  private interface Row {
    void compute(int row, long at, VectorMask<Float> lanes);
  }

  private void rows(Row row) {
    RowPieces.run(
        pool,
        adjacency,
        RowPieces.entries(WORK, cols),
        (first, last) -> {
          for (int r = first; r < last; r++) {
            for (int c = 0; c < cols; c += Simd.LANES) {
              row.compute(r, 4L * c, Simd.FLOATS.indexInRange(c, cols));
            }
          }
        });
  }

  private void take(
      int row,
      long at,
      VectorMask<Float> lanes,
      long[] starts,
      Extreme extreme,
      Matrix out,
      Matrix arcs) {
    int from = adjacency.rowPtr()[row];
    int to = adjacency.rowPtr()[row + 1];
    boolean max = extreme == Extreme.MAX;
    FloatVector best = Simd.zero();
    IntVector arc = IntVector.broadcast(Simd.INTS, -1);
    if (from < to) {
      best = Simd.load(starts[adjacency.col()[from]] + at, lanes);
      arc = IntVector.broadcast(Simd.INTS, from);
    }
    for (int e = from + 1; e < to; e++) {
      FloatVector x = Simd.load(starts[adjacency.col()[e]] + at, lanes);
      VectorMask<Float> better = max ? best.lt(x) : x.lt(best);
      best = best.blend(x, better);
      arc = arc.blend(e, better.cast(Simd.INTS));
    }
    long place = 4L * row * cols + at;
    Simd.store(best, out.address() + place, lanes);
    Simd.store(arc, arcs.address() + place, lanes.cast(Simd.INTS));
  }

  private void giveBack(
      int row,
      long at,
      VectorMask<Float> lanes,
      int[] numbers,
      Matrix arcs,
      Matrix gradient,
      Matrix out,
      Write write) {
    FloatVector sum = Simd.zero();
    VectorMask<Integer> ints = lanes.cast(Simd.INTS);
    for (int e = adjacency.rowPtr()[row]; e < adjacency.rowPtr()[row + 1]; e++) {
      long place = 4L * adjacency.col()[e] * cols + at;
      VectorMask<Float> chosen =
          Simd.loadInts(arcs.address() + place, ints)
              .compare(VectorOperators.EQ, numbers[e])
              .cast(Simd.FLOATS);
      sum = sum.add(Simd.load(gradient.address() + place, lanes), chosen);
    }
    long to = out.address() + 4L * row * cols + at;
    Simd.store(write == Write.ADD ? Simd.load(to, lanes).add(sum) : sum, to, lanes);
  }
}
