package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;

/**
 * The softmax of edge scores over the edges of each target.
 *
 * <p>Heads lie next to each other. Where their number divides that of a vector's lanes, a target's
 * edges are walked as one row of values, in which each head comes round after a few lanes; else a
 * vector holds the heads of one edge.
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
  private final boolean periodic;
  private final VectorShuffle<Float> period;

  Attention(Pool pool, Adjacency adjacency, EdgeScores scores) {
    this.pool = pool;
    this.adjacency = adjacency;
    this.source = scores.source().address();
    this.target = scores.target().address();
    this.edge = scores.edge() == null ? 0 : scores.edge().address();
    this.slope = scores.slope();
    this.heads = scores.heads();
    this.periodic = Simd.LANES % heads == 0;
    this.period = VectorShuffle.fromOp(Simd.FLOATS, lane -> lane % heads);
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
    FloatVector most =
        heads == 1
            ? Simd.broadcast(scores(row, from, to, out))
            : scores(row, from, to, at, lanes, out);
    if (periodic) {
      normalize(out + from * width, (long) (to - from) * heads, most.rearrange(period));
    } else {
      normalize(from, to, most, lanes, out);
    }
  }

  /** Writes the scores of a target's edges for some heads, and returns the largest of each. */
  private FloatVector scores(
      int row, int from, int to, long at, VectorMask<Float> lanes, long out) {
    long width = 4L * heads;
    FloatVector own = Simd.load(target + row * width + at);
    FloatVector most = Simd.broadcast(Float.NEGATIVE_INFINITY);
    for (int e = from; e < to; e++) {
      FloatVector score = score(e, at, own);
      FloatVector leaky = score.mul(slope).blend(score, score.compare(VectorOperators.GE, 0));
      Simd.store(leaky, out + e * width, lanes);
      most = most.max(leaky);
    }
    return most;
  }

  /** The same for a single head. */
  private float scores(int row, int from, int to, long out) {
    float own = Simd.get(target + 4L * row);
    float most = Float.NEGATIVE_INFINITY;
    for (int e = from; e < to; e++) {
      float score = Simd.get(source + 4L * adjacency.col()[e]) + own;
      if (edge != 0) {
        score += Simd.get(edge + 4L * e);
      }
      float leaky = score >= 0 ? score : slope * score;
      Simd.set(out + 4L * e, leaky);
      most = Math.max(most, leaky);
    }
    return most;
  }

  /** Exponentials over their sum, of {@code n} values in which heads come round. */
  private void normalize(long out, long n, FloatVector most) {
    FloatVector sum = Simd.zero();
    for (long i = 0; i < n; i += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(i, n);
      FloatVector x = Simd.exp(Simd.load(out + 4 * i, lanes).sub(most));
      Simd.store(x, out + 4 * i, lanes);
      sum = sum.add(x, lanes);
    }
    FloatVector factor = Simd.broadcast(1).div(Simd.sumsOfRounds(sum, heads));
    for (long i = 0; i < n; i += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(i, n);
      Simd.store(Simd.load(out + 4 * i, lanes).mul(factor), out + 4 * i, lanes);
    }
  }

  /** Exponentials over their sum, edge by edge. */
  private void normalize(int from, int to, FloatVector most, VectorMask<Float> lanes, long out) {
    long width = 4L * heads;
    FloatVector sum = Simd.zero();
    for (int e = from; e < to; e++) {
      FloatVector x = Simd.exp(Simd.load(out + e * width, lanes).sub(most));
      Simd.store(x, out + e * width, lanes);
      sum = sum.add(x);
    }
    FloatVector factor = Simd.broadcast(1).div(sum);
    for (int e = from; e < to; e++) {
      Simd.store(Simd.load(out + e * width, lanes).mul(factor), out + e * width, lanes);
    }
  }

  /** Places are those of the first edge's softmax, its gradient, and the result. */
  private void gradient(int row, long at, VectorMask<Float> lanes, long[] places) {
    int from = adjacency.rowPtr()[row];
    int to = adjacency.rowPtr()[row + 1];
    long width = 4L * heads;
    FloatVector own = Simd.load(target + row * width + at);
    FloatVector mean = Simd.zero();
    for (int e = from; e < to; e++) {
      FloatVector s = Simd.load(places[0] + e * width);
      mean = s.fma(Simd.load(places[1] + e * width), mean);
    }
    for (int e = from; e < to; e++) {
      FloatVector s = Simd.load(places[0] + e * width);
      FloatVector g = Simd.load(places[1] + e * width).sub(mean).mul(s);
      FloatVector score = score(e, at, own);
      FloatVector leaky = g.mul(slope).blend(g, score.compare(VectorOperators.GE, 0));
      Simd.store(leaky, places[2] + e * width, lanes);
    }
  }

  /** Lanes beyond the heads hold whatever comes next. */
  private FloatVector score(int e, long at, FloatVector own) {
    long width = 4L * heads;
    FloatVector sum = Simd.load(source + adjacency.col()[e] * width + at).add(own);
    return edge == 0 ? sum : sum.add(Simd.load(edge + e * width + at));
  }
}
