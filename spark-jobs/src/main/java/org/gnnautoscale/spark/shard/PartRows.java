package org.gnnautoscale.spark.shard;

import java.util.Arrays;
import org.gnnautoscale.spark.ingest.PairList;
import org.jspecify.annotations.Nullable;

/**
 * The structure of one part: its rows, and its halo.
 *
 * <pre>
 * rowPtr  int64 [n + 1]    col  int32 [arcs], ascending in a row: below n a local row, else n + index
 * halo    int64 [h]        into the halo, whose global ids ascend
 * weights float32 [arcs]   or absent
 * </pre>
 */
final class PartRows {

  private final int first;
  private final int nodes;
  private final long[] rowPtr;
  private final int[] col;
  private final long[] halo;
  private final float @Nullable [] weights;
  private long cutArcs;
  private double cutWeight;

  private PartRows(int first, int nodes, PairList arcs) {
    this.first = first;
    this.nodes = nodes;
    this.rowPtr = rowPointers(first, nodes, arcs.pairs());
    this.halo = halo(first, nodes, arcs.pairs());
    this.col = new int[arcs.pairs().length];
    this.weights = arcs.weights() == null ? null : new float[col.length];
  }

  /**
   * Builds the rows.
   *
   * @param first global id of the part's first node
   * @param nodes of the part
   * @param arcs destination (of this part) and source, as global ids
   */
  static PartRows of(int first, int nodes, PairList arcs) {
    PartRows rows = new PartRows(first, nodes, arcs);
    for (int v = 0; v < nodes; v++) {
      rows.fill((int) rows.rowPtr[v], (int) rows.rowPtr[v + 1], arcs);
    }
    return rows;
  }

  private static long[] rowPointers(int first, int nodes, long[] arcs) {
    long[] ptr = new long[nodes + 1];
    for (long arc : arcs) {
      ptr[(int) (arc >>> 32) - first + 1]++;
    }
    for (int v = 0; v < nodes; v++) {
      ptr[v + 1] += ptr[v];
    }
    return ptr;
  }

  private static long[] halo(int first, int nodes, long[] arcs) {
    long[] outside = new long[arcs.length];
    int size = 0;
    for (long arc : arcs) {
      int source = (int) arc;
      if (source < first || source >= first + nodes) {
        outside[size++] = source;
      }
    }
    Arrays.sort(outside, 0, size);
    int distinct = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || outside[i] != outside[i - 1]) {
        outside[distinct++] = outside[i];
      }
    }
    return Arrays.copyOf(outside, distinct);
  }

  /** A row's arcs come by global id: halo, own nodes, halo; own nodes go to the front. */
  private void fill(int from, int to, PairList arcs) {
    long[] pairs = arcs.pairs();
    int own = from;
    while (own < to && (int) pairs[own] < first) {
      own++;
    }
    int end = own;
    while (end < to && (int) pairs[end] < first + nodes) {
      end++;
    }
    copy(arcs, own, end, from);
    copy(arcs, from, own, from + end - own);
    copy(arcs, end, to, end);
  }

  private void copy(PairList arcs, int from, int to, int place) {
    long[] pairs = arcs.pairs();
    float[] arcWeights = arcs.weights();
    for (int i = from; i < to; i++) {
      int at = place + i - from;
      int source = (int) pairs[i];
      boolean outside = source < first || source >= first + nodes;
      col[at] = outside ? nodes + Arrays.binarySearch(halo, source) : source - first;
      cutArcs += outside ? 1 : 0;
      if (arcWeights != null && weights != null) {
        weights[at] = arcWeights[i];
        cutWeight += outside ? arcWeights[i] : 0;
      }
    }
  }

  long[] rowPtr() {
    return rowPtr;
  }

  int[] col() {
    return col;
  }

  long[] halo() {
    return halo;
  }

  float @Nullable [] weights() {
    return weights;
  }

  /** Arcs from outside the part. */
  long cutArcs() {
    return cutArcs;
  }

  /** Their weights, added up. */
  double cutWeight() {
    return cutWeight;
  }
}
