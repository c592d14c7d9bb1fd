package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;

/**
 * The softmax of edge scores over the edges of each target; heads lie next to each other, so a
 * vector holds those of one edge.
 */
final class Attention {

  /** Values that are computed for one piece; an exponential costs as much as tens of sums. */
  private static final int WORK = 1 << 14;

  private final Pool pool;
  private final Adjacency adjacency;
  private final long source;
  private final long target;
  private final long edge;
  private final float slope;
  private final int heads;

  Attention(Pool pool, Adjacency adjacency, EdgeScores scores) {
    this.pool = pool;
    this.adjacency = adjacency;
    this.source = scores.source().address();
    this.target = scores.target().address();
    this.edge = scores.edge() == null ? 0 : scores.edge().address();
    this.slope = scores.slope();
    this.heads = scores.heads();
  }

  void softmax(Matrix out) {
    rows((row, at, lanes) -> softmax(row, at, lanes, out.address() + at));
  }

  /** out = softmax (gradient - sum of both over the target's edges), times the ReLU's slope. */
  void gradient(Matrix softmax, Matrix gradient, Matrix out) {
    long s = softmax.address();
    long g = gradient.address();
    rows(
        (row, at, lanes) ->
            gradient(row, at, lanes, new long[] {s + at, g + at, out.address() + at}));
  }

  /** Computes some heads of a row, whose values are {@code at} bytes behind an edge's first. */
  @FunctionalInterface
  private interface Row {
    void compute(int row, long at, VectorMask<Float> lanes);
  }

  private void rows(Row row) {
    RowPieces.run(
        pool,
        adjacency,
        RowPieces.entries(WORK, heads),
        (first, last) -> {
          for (int r = first; r < last; r++) {
            for (int h = 0; h < heads; h += Simd.LANES) {
              row.compute(r, 4L * h, Simd.FLOATS.indexInRange(h, heads));
            }
          }
        });
  }

  private void softmax(int row, long at, VectorMask<Float> lanes, long out) {
    int from = adjacency.rowPtr()[row];
    int to = adjacency.rowPtr()[row + 1];
    long width = 4L * heads;
    FloatVector own = Simd.load(target + row * width + at, lanes);
    FloatVector most = Simd.broadcast(Float.NEGATIVE_INFINITY);
    for (int e = from; e < to; e++) {
      FloatVector score = score(e, at, own, lanes);
      FloatVector leaky = score.mul(slope).blend(score, score.compare(VectorOperators.GE, 0));
      Simd.store(leaky, out + e * width, lanes);
      most = most.max(leaky);
    }
    FloatVector sum = Simd.zero();
    for (int e = from; e < to; e++) {
      FloatVector x = Simd.exp(Simd.load(out + e * width, lanes).sub(most));
      Simd.store(x, out + e * width, lanes);
      sum = sum.add(x);
    }
    for (int e = from; e < to; e++) {
      Simd.store(Simd.load(out + e * width, lanes).div(sum), out + e * width, lanes);
    }
  }

  /** Places are those of the first edge's softmax, its gradient, and the result. */
  private void gradient(int row, long at, VectorMask<Float> lanes, long[] places) {
    int from = adjacency.rowPtr()[row];
    int to = adjacency.rowPtr()[row + 1];
    long width = 4L * heads;
    FloatVector own = Simd.load(target + row * width + at, lanes);
    FloatVector mean = Simd.zero();
    for (int e = from; e < to; e++) {
      FloatVector s = Simd.load(places[0] + e * width, lanes);
      mean = s.fma(Simd.load(places[1] + e * width, lanes), mean);
    }
    for (int e = from; e < to; e++) {
      FloatVector s = Simd.load(places[0] + e * width, lanes);
      FloatVector g = Simd.load(places[1] + e * width, lanes).sub(mean).mul(s);
      FloatVector score = score(e, at, own, lanes);
      FloatVector leaky = g.mul(slope).blend(g, score.compare(VectorOperators.GE, 0));
      Simd.store(leaky, places[2] + e * width, lanes);
    }
  }

  private FloatVector score(int e, long at, FloatVector own, VectorMask<Float> lanes) {
    long width = 4L * heads;
    FloatVector sum = Simd.load(source + adjacency.col()[e] * width + at, lanes).add(own);
    return edge == 0 ? sum : sum.add(Simd.load(edge + e * width + at, lanes));
  }
}
