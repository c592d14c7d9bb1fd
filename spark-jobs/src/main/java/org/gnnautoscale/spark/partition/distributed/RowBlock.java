package org.gnnautoscale.spark.partition.distributed;

import java.io.Serializable;
import java.util.Arrays;
import org.gnnautoscale.partition.DegreeBuckets;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of an undirected graph, in compressed sparse row form.
 *
 * <p>Block b of B has the rows of all nodes u with {@code u % B == b} that have neighbors: every
 * block then has its share of every range of ids, and hubs are spread. Rows come in the order in
 * which nodes are visited, that of their {@link #key}: low degrees first, as they have the least
 * choice.
 *
 * <pre>
 * node         int32 [rows]      ids, ascending by key
 * rowPtr       int32 [rows + 1]
 * col          int32 [arcs]      neighbors, ascending in a row
 * arcWeights   int32 [arcs]      or absent: all 1
 * nodeWeights  int32 [rows]      or absent: all 1
 * </pre>
 *
 * <p>Immutable; hands its arrays out, which nobody may write to.
 */
final class RowBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int[] node;
  private final int[] rowPtr;
  private final int[] col;
  private final int @Nullable [] arcWeights;
  private final int @Nullable [] nodeWeights;

  /** Wraps arrays whose rows are sorted by key. */
  RowBlock(
      int[] node,
      int[] rowPtr,
      int[] col,
      int @Nullable [] arcWeights,
      int @Nullable [] nodeWeights) {
    this.node = node;
    this.rowPtr = rowPtr;
    this.col = col;
    this.arcWeights = arcWeights;
    this.nodeWeights = nodeWeights;
  }

  /** The same rows in the order of their keys. */
  RowBlock sorted() {
    long[] order = new long[node.length];
    for (int r = 0; r < order.length; r++) {
      order[r] = ((long) DegreeBuckets.of(degree(r)) << 32) | r;
    }
    Arrays.sort(order); // rows of one step stay in the order of their ids
    int[] sortedNode = new int[node.length];
    int[] sortedPtr = new int[node.length + 1];
    int[] sortedCol = new int[col.length];
    int[] sortedArcs = arcWeights == null ? null : new int[col.length];
    int[] sortedNodes = nodeWeights == null ? null : new int[node.length];
    for (int i = 0; i < order.length; i++) {
      int r = (int) order[i];
      sortedNode[i] = node[r];
      sortedPtr[i + 1] = sortedPtr[i] + degree(r);
      System.arraycopy(col, rowPtr[r], sortedCol, sortedPtr[i], degree(r));
      if (arcWeights != null && sortedArcs != null) {
        System.arraycopy(arcWeights, rowPtr[r], sortedArcs, sortedPtr[i], degree(r));
      }
      if (nodeWeights != null && sortedNodes != null) {
        sortedNodes[i] = nodeWeights[r];
      }
    }
    return new RowBlock(sortedNode, sortedPtr, sortedCol, sortedArcs, sortedNodes);
  }

  /** What nodes are ordered by: degree in steps of powers of two, then id. */
  static long key(int degreeBucket, int node) {
    return ((long) degreeBucket << 32) | node;
  }

  /** The first row whose key is not below the given one. */
  int firstRow(long key) {
    int low = 0;
    int high = node.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (key(DegreeBuckets.of(degree(middle)), node[middle]) < key) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  int rows() {
    return node.length;
  }

  int arcs() {
    return col.length;
  }

  int degree(int row) {
    return rowPtr[row + 1] - rowPtr[row];
  }

  /** The most neighbors that a row has. */
  int highestDegree() {
    int highest = 0;
    for (int r = 0; r < node.length; r++) {
      highest = Math.max(highest, degree(r));
    }
    return highest;
  }

  int nodeWeight(int row) {
    return nodeWeights == null ? 1 : nodeWeights[row];
  }

  int arcWeight(int arc) {
    return arcWeights == null ? 1 : arcWeights[arc];
  }

  int[] node() {
    return node;
  }

  int[] rowPtr() {
    return rowPtr;
  }

  int[] col() {
    return col;
  }

  int @Nullable [] arcWeights() {
    return arcWeights;
  }

  int @Nullable [] nodeWeights() {
    return nodeWeights;
  }
}
