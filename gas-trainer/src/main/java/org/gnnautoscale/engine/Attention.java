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

  private static final float LEAST = Float.NEGATIVE_INFINITY;

  private final Pool pool;
  private final Adjacency adjacency;
  private final long source;
  private final long target;
  private final long edge;
  private final float slope;
  private final int heads;
  private final boolean isPeriodic;
  private final Simd.Rounds rounds;
  private final VectorShuffle<Float> period;

  Attention(Pool pool, Adjacency adjacency, EdgeScores scores) {
    this.pool = pool;
    this.adjacency = adjacency;
    this.source = scores.source().address();
    this.target = scores.target().address();
    this.edge = scores.edge() == null ? 0 : scores.edge().address();
    this.slope = scores.slope();
    this.heads = scores.heads();
    this.isPeriodic = Simd.LANES % heads == 0;
    int round = isPeriodic ? heads : Simd.LANES;
    this.rounds = new Simd.Rounds(round);
    this.period = VectorShuffle.fromOp(Simd.FLOATS, lane -> lane % round);
  }

  void softmax(Matrix out) {
    rows(
        (row, head, kept) -> {
          exponentials(row, head, out.address() + 4L * head, kept);
          shares(row, head, out.address() + 4L * head, kept);
        });
  }

  /** out = softmax (gradient - sum of both over the target's edges), times the ReLU's slope. */
  void gradient(Matrix softmax, Matrix gradient, Matrix out) {
    long s = softmax.address();
    long g = gradient.address();
    rows((row, head, kept) -> gradient(row, head, s, g, out.address()));
  }

  /** Computes as many heads of a row as a vector has lanes, or as there are. */
  @FunctionalInterface
  private interface Row {
    void compute(int row, int firstHead, float[] kept);
  }

  private void rows(Row row) {
    RowPieces.run(
        pool,
        adjacency,
        RowPieces.entries(WORK, heads),
        (first, last) -> {
          float[] kept = new float[Simd.LANES];
          for (int r = first; r < last; r++) {
            for (int h = 0; h < heads; h += Simd.LANES) {
              row.compute(r, h, kept);
            }
          }
        });
  }

  /**
   * Exponentials of the scores of a target's edges. Where heads come round within a vector, the
   * edges are walked as one row of values, else edge by edge.
   *
   * <p>A vector that a method is given, or gives back, may become an object, and so may those of a
   * method that is much longer than this.
   *
   * @param kept sum of each lane
   */
  private void exponentials(int row, int head, long out, float[] kept) {
    int from = adjacency.rowPtr()[row];
    int to = adjacency.rowPtr()[row + 1];
    long width = 4L * heads;
    VectorMask<Float> own = Simd.FLOATS.indexInRange(head, heads);
    FloatVector target = Simd.load(this.target + row * width + 4L * head);
    FloatVector most = Simd.broadcast(heads == 1 ? scores(row, from, to, out) : LEAST);
    for (int e = heads == 1 ? to : from; e < to; e++) {
      FloatVector score = score(e, 4L * head, target);
      FloatVector leaky = score.mul(slope).blend(score, score.compare(VectorOperators.GE, 0));
      Simd.store(leaky, out + e * width, own);
      most = most.max(leaky);
    }
    long end = out + to * width;
    long step = isPeriodic ? Simd.BYTES : width;
    FloatVector top = most.rearrange(period);
    FloatVector sum = Simd.zero();
    for (long at = out + from * width; at < end; at += step) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(0, left(at, end, head));
      FloatVector x = Simd.exp(Simd.load(at).sub(top));
      Simd.store(x, at, lanes);
      sum = sum.add(x, lanes);
    }
    sum.intoArray(kept, 0);
  }

  /** Divides the exponentials by their sums. */
  private void shares(int row, int head, long out, float[] kept) {
    long width = 4L * heads;
    long end = out + adjacency.rowPtr()[row + 1] * width;
    long step = isPeriodic ? Simd.BYTES : width;
    FloatVector sum = FloatVector.fromArray(Simd.FLOATS, kept, 0);
    FloatVector factor = Simd.broadcast(1).div(rounds.sums(sum));
    for (long at = out + adjacency.rowPtr()[row] * width; at < end; at += step) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(0, left(at, end, head));
      Simd.store(Simd.load(at).mul(factor), at, lanes);
    }
  }

  /** Values from {@code at} on that a vector may change. */
  private long left(long at, long end, int head) {
    return isPeriodic ? (end - at) / 4 : heads - head;
  }

  /** Writes the scores of a target's edges for a single head, and returns the largest. */
  private float scores(int row, int from, int to, long out) {
    float own = Simd.get(target + 4L * row);
    float most = LEAST;
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

  private void gradient(int row, int head, long softmax, long gradient, long out) {
    VectorMask<Float> lanes = Simd.FLOATS.indexInRange(head, heads);
    int from = adjacency.rowPtr()[row];
    int to = adjacency.rowPtr()[row + 1];
    long at = 4L * head;
    long width = 4L * heads;
    FloatVector own = Simd.load(target + row * width + at);
    FloatVector mean = Simd.zero();
    for (int e = from; e < to; e++) {
      FloatVector s = Simd.load(softmax + e * width + at);
      mean = s.fma(Simd.load(gradient + e * width + at), mean);
    }
    for (int e = from; e < to; e++) {
      FloatVector s = Simd.load(softmax + e * width + at);
      FloatVector g = Simd.load(gradient + e * width + at).sub(mean).mul(s);
      FloatVector score = score(e, at, own);
      FloatVector leaky = g.mul(slope).blend(g, score.compare(VectorOperators.GE, 0));
      Simd.store(leaky, out + e * width + at, lanes);
    }
  }

  /** Lanes beyond the heads hold whatever comes next. */
  private FloatVector score(int e, long at, FloatVector own) {
    long width = 4L * heads;
    FloatVector sum = Simd.load(source + adjacency.col()[e] * width + at).add(own);
    return edge == 0 ? sum : sum.add(Simd.load(edge + e * width + at));
  }
}
