package org.gnnautoscale.dataset.generate;

import java.util.Arrays;
import org.gnnautoscale.dataset.raw.Randomness;

/**
 * Distinct pairs of nodes, of a number that is known beforehand: an open hash table.
 *
 * <pre>
 * pair  int64 [10/7 of the number of pairs + 16]: lower id * 2^32 + higher id; 0 = free
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class EdgeSet {

  private static final double FULLEST = 0.7;
  private static final long MOST_SLOTS = Integer.MAX_VALUE - 8;

  private final long[] pairs;
  private final int[] ids;
  private long size;

  private EdgeSet(int slots, int[] ids) {
    this.pairs = new long[slots];
    this.ids = ids;
  }

  /**
   * An empty set.
   *
   * @param ids of the nodes, under which they are kept
   * @throws IllegalArgumentException if so many pairs do not fit into one array
   */
  static EdgeSet forEdges(long edges, int[] ids) {
    double slots = edges / FULLEST + 16;
    if (slots > MOST_SLOTS) {
      throw new IllegalArgumentException(
          "edges must be at most %d, got %d".formatted((long) (MOST_SLOTS * FULLEST) - 16, edges));
    }
    return new EdgeSet((int) slots, ids);
  }

  /** Adds a pair; false if it is in the set, or joins a node to itself. */
  boolean add(int a, int b) {
    if (a == b) {
      return false;
    }
    int idA = ids[a];
    int idB = ids[b];
    long pair = (long) Math.min(idA, idB) << 32 | Math.max(idA, idB);
    int slot = (int) Math.multiplyHigh(Randomness.mix(pair) >>> 1, 2L * pairs.length);
    while (pairs[slot] != 0) {
      if (pairs[slot] == pair) {
        return false;
      }
      slot = slot + 1 == pairs.length ? 0 : slot + 1;
    }
    pairs[slot] = pair;
    size++;
    return true;
  }

  long size() {
    return size;
  }

  /** The pairs in ascending order; the set must not be used any more. */
  PairList sorted() {
    int count = 0;
    for (long pair : pairs) {
      if (pair != 0) {
        pairs[count++] = pair;
      }
    }
    Arrays.sort(pairs, 0, count);
    return new PairList(pairs, count);
  }
}
