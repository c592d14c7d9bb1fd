package org.gnnautoscale.spark.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * The pairs that a task gathered, in ascending order, each with its weight if there are any.
 *
 * <p>Weights of equal pairs ascend too, so that the list does not depend on the order of arrival.
 */
public final class PairList {

  private final long[] pairs;
  private final float @Nullable [] weights;
  private final @Nullable Finding finding;

  private PairList(long[] pairs, float @Nullable [] weights, @Nullable Finding finding) {
    this.pairs = pairs;
    this.weights = weights;
    this.finding = finding;
  }

  /** Gathers and sorts chunks; all of them have weights, or none has. */
  public static PairList of(Iterator<Tuple2<Integer, PairChunk>> chunks) {
    List<PairChunk> gathered = new ArrayList<>();
    Finding finding = null;
    boolean weighted = false;
    long size = 0;
    while (chunks.hasNext()) {
      PairChunk chunk = chunks.next()._2();
      finding = Finding.least(finding, chunk.finding());
      weighted |= chunk.weights() != null;
      size += chunk.pairs().length;
      gathered.add(chunk);
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "one task got %d pairs, more than an array can hold: raise --parts".formatted(size));
    }
    long[] pairs = concat(gathered, (int) size);
    if (!weighted) {
      Arrays.sort(pairs);
      return new PairList(pairs, null, finding);
    }
    long[] sorted = pairs.clone();
    Arrays.sort(sorted);
    return new PairList(sorted, sortedWeights(gathered, sorted), finding);
  }

  private static long[] concat(List<PairChunk> chunks, int size) {
    long[] pairs = new long[size];
    int filled = 0;
    for (PairChunk chunk : chunks) {
      System.arraycopy(chunk.pairs(), 0, pairs, filled, chunk.pairs().length);
      filled += chunk.pairs().length;
    }
    return pairs;
  }

  /** Puts each weight at a place of its pair, then sorts those of equal pairs. */
  private static float[] sortedWeights(List<PairChunk> chunks, long[] sorted) {
    float[] weights = new float[sorted.length];
    int[] taken = new int[sorted.length];
    for (PairChunk chunk : chunks) {
      long[] pairs = chunk.pairs();
      float[] chunkWeights = chunk.weights();
      for (int i = 0; chunkWeights != null && i < pairs.length; i++) {
        int first = firstIndex(sorted, pairs[i]);
        weights[first + taken[first]++] = chunkWeights[i];
      }
    }
    for (int from = 0; from < sorted.length; from += taken[from]) {
      if (taken[from] > 1) {
        Arrays.sort(weights, from, from + taken[from]);
      }
    }
    return weights;
  }

  private static int firstIndex(long[] sorted, long pair) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < pair) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The pairs, int64 [n], ascending. */
  public long[] pairs() {
    return pairs;
  }

  /** Their weights, float32 [n], absent without any. */
  public float @Nullable [] weights() {
    return weights;
  }

  /** The least bad row that came along, if one did. */
  @Nullable Finding finding() {
    return finding;
  }
}
