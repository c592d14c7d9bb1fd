package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Some pairs of nodes on their way through a shuffle.
 *
 * <pre>
 * pairs    int64 [n]    two node ids each, packed
 * weights  float32 [n]  or absent
 * </pre>
 *
 * <p>Keeps its arrays and hands them out: what is shuffled is not copied.
 */
public final class PairChunk implements Serializable {

  private static final long serialVersionUID = 1L;

  private final long[] pairs;
  private final float @Nullable [] weights;
  private final @Nullable Finding finding;

  PairChunk(long[] pairs, float @Nullable [] weights, @Nullable Finding finding) {
    this.pairs = pairs;
    this.weights = weights;
    this.finding = finding;
  }

  /** A bad row, which travels with the pairs so that it is reported exactly once. */
  static PairChunk bad(Finding finding) {
    return new PairChunk(new long[0], null, finding);
  }

  /** The pairs, int64 [n]. */
  public long[] pairs() {
    return pairs;
  }

  /** Their weights, float32 [n], absent without any. */
  public float @Nullable [] weights() {
    return weights;
  }

  /** A bad row, if there is one. */
  @Nullable Finding finding() {
    return finding;
  }
}
