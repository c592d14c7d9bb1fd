package org.gnnautoscale.spark.ingest;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Gathers pairs, and hands them out in chunks by where they go.
 *
 * <p>One counting sort per {@code capacity} pairs instead of one record per pair: spark.md measured
 * 10 s against 14 s and more for 10M edges, and a heap that does not churn.
 */
public final class PairBuffer {

  private static final int LEAST = 1 << 16;
  private static final int MOST = 1 << 19;
  private static final int CHUNK = 1 << 13;

  private final int[] targets;
  private final long[] pairs;
  private final float @Nullable [] weights;
  private final int numTargets;
  private int size;

  private PairBuffer(int numTargets, boolean weighted) {
    int capacity = (int) Math.max(LEAST, Math.min(MOST, (long) CHUNK * numTargets));
    this.numTargets = numTargets;
    this.targets = new int[capacity];
    this.pairs = new long[capacity];
    this.weights = weighted ? new float[capacity] : null;
  }

  /** An empty buffer for targets below a number. */
  public static PairBuffer of(int numTargets) {
    return new PairBuffer(numTargets, false);
  }

  /** An empty buffer for pairs with weights. */
  public static PairBuffer weighted(int numTargets) {
    return new PairBuffer(numTargets, true);
  }

  /** Whether there is room for so many more. */
  public boolean hasRoom(int more) {
    return size + more <= pairs.length;
  }

  /** Whether nothing is in it. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Adds a pair; the weight is ignored by a buffer without weights. */
  public void add(int target, long pair, float weight) {
    targets[size] = target;
    pairs[size] = pair;
    if (weights != null) {
      weights[size] = weight;
    }
    size++;
  }

  /** Empties the buffer into chunks, one for each target that has pairs. */
  public Queue<Tuple2<Integer, PairChunk>> drain() {
    int[] count = new int[numTargets];
    for (int i = 0; i < size; i++) {
      count[targets[i]]++;
    }
    long[][] sorted = new long[numTargets][];
    float[][] sortedWeights = new float[numTargets][];
    int[] cursor = new int[numTargets];
    for (int i = 0; i < size; i++) {
      int target = targets[i];
      if (cursor[target] == 0) {
        sorted[target] = new long[count[target]];
        sortedWeights[target] = new float[weights == null ? 0 : count[target]];
      }
      sorted[target][cursor[target]] = pairs[i];
      if (weights != null) {
        sortedWeights[target][cursor[target]] = weights[i];
      }
      cursor[target]++;
    }
    size = 0;
    Queue<Tuple2<Integer, PairChunk>> chunks = new ArrayDeque<>();
    for (int target = 0; target < numTargets; target++) {
      if (count[target] > 0) {
        float[] chunkWeights = weights == null ? null : sortedWeights[target];
        chunks.add(new Tuple2<>(target, new PairChunk(sorted[target], chunkWeights, null)));
      }
    }
    return chunks;
  }
}
