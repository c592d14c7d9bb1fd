package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Some of the distinct edges of a graph.
 *
 * <pre>
 * pairs    int64 [n]    lower dense id (directed: source) in the upper half, the other in the lower;
 *                       ascending
 * weights  float32 [n]  or absent
 * </pre>
 *
 * <p>Immutable; hands its arrays out, which nobody may write to.
 */
public final class EdgeBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long[] pairs;
  private final float @Nullable [] weights;
  private final EdgeSummary summary;

  private EdgeBlock(long[] pairs, float @Nullable [] weights, EdgeSummary summary) {
    this.pairs = pairs;
    this.weights = weights;
    this.summary = summary;
  }

  /** Edges without weights that are clean already; keeps the array. */
  public static EdgeBlock of(long[] pairs) {
    EdgeSummary summary = new EdgeSummary();
    summary.edges = pairs.length;
    return new EdgeBlock(pairs, null, summary);
  }

  /** The pairs, int64 [n]; not to be written to. */
  public long[] pairs() {
    return pairs;
  }

  /** Their weights, float32 [n], absent without any; not to be written to. */
  public float @Nullable [] weights() {
    return weights;
  }

  EdgeSummary summary() {
    return summary;
  }

  /** Drops self-loops, merges repeats, and joins the two directions of an undirected edge. */
  static EdgeBlock clean(PairList arcs, EdgeKey key) {
    Cleaning cleaning = new Cleaning(arcs, key);
    long[] keys = arcs.pairs();
    for (int from = 0; from < keys.length; ) {
      int to = from + 1;
      while (to < keys.length && key.edge(keys[to]) == key.edge(keys[from])) {
        to++;
      }
      cleaning.edge(from, to);
      from = to;
    }
    return cleaning.block();
  }

  /** One pass over runs of arcs that are copies of the same edge. */
  private static final class Cleaning {

    private final EdgeKey key;
    private final long[] keys;
    private final float @Nullable [] weights;
    private final long[] kept;
    private final float @Nullable [] keptWeights;
    private final EdgeSummary summary = new EdgeSummary();
    private int numKept;

    Cleaning(PairList arcs, EdgeKey key) {
      this.key = key;
      this.keys = arcs.pairs();
      this.weights = arcs.weights();
      this.kept = new long[keys.length];
      this.keptWeights = weights == null ? null : new float[keys.length];
      summary.finding = arcs.finding();
    }

    void edge(int from, int to) {
      long pair = key.pair(keys[from]);
      if (pair >>> 32 == (pair & 0xFFFFFFFFL)) {
        summary.selfLoops += to - from;
        return;
      }
      int reverse = from;
      while (reverse < to && !key.isReverse(keys[reverse])) {
        reverse++;
      }
      summary.duplicateEdges += Math.max(0, reverse - from - 1) + Math.max(0, to - reverse - 1);
      if (!key.directed() && (reverse == from || reverse == to)) {
        summary.addedReverse++;
      }
      keep(pair, from, reverse, to);
    }

    private void keep(long pair, int from, int reverse, int to) {
      summary.hash.put(pair);
      if (weights != null && keptWeights != null) {
        float forth = sum(weights, from, reverse);
        float back = sum(weights, reverse, to);
        if (reverse > from && to > reverse && forth != back) {
          summary.report(new EdgeSummary.Conflict(pair, forth, back));
        }
        float weight = reverse > from ? forth : back;
        keptWeights[numKept] = weight;
        summary.hash.put(Float.floatToIntBits(weight));
        summary.weights.add(weight);
      }
      summary.hash.endRow();
      kept[numKept++] = pair;
    }

    private static float sum(float[] values, int from, int to) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += values[i];
      }
      return (float) sum;
    }

    EdgeBlock block() {
      summary.edges = numKept;
      return new EdgeBlock(
          Arrays.copyOf(kept, numKept),
          keptWeights == null ? null : Arrays.copyOf(keptWeights, numKept),
          summary);
    }
  }
}
