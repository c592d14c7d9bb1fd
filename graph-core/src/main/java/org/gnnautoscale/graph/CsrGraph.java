package org.gnnautoscale.graph;

import org.jspecify.annotations.Nullable;

/**
 * An undirected graph in compressed sparse row form.
 *
 * <p>Every edge is two arcs, one in the row of each end. There are no self-loops, and no row lists
 * a neighbor twice. Arcs may carry a weight (both arcs of an edge the same), nodes may: weights are
 * whole and their sums fit an int, so that no gain or part weight can overflow.
 *
 * <pre>
 * rowPtr      int32 [nodes + 1]   row of node u: rowPtr[u] .. rowPtr[u + 1]
 * col         int32 [arcs]        neighbors
 * arcWeights  int32 [arcs]        or absent: all 1
 * nodeWeights int32 [nodes]       or absent: all 1
 * </pre>
 *
 * <p>Immutable. The arrays are handed out uncopied, for loops over millions of arcs; nobody may
 * write to them.
 */
public final class CsrGraph {

  /** Most arcs an array can hold; a graph has two for each edge. */
  public static final int MAX_ARCS = Integer.MAX_VALUE - 8;

  private final int[] rowPtr;
  private final int[] col;
  private final int @Nullable [] arcWeights;
  private final int @Nullable [] nodeWeights;
  private final int totalNodeWeight;

  private CsrGraph(
      int[] rowPtr, int[] col, int @Nullable [] arcWeights, int @Nullable [] nodeWeights) {
    this.rowPtr = rowPtr;
    this.col = col;
    this.arcWeights = arcWeights;
    this.nodeWeights = nodeWeights;
    this.totalNodeWeight =
        nodeWeights == null ? rowPtr.length - 1 : checkedSum("node weights", 0, nodeWeights);
  }

  /**
   * Wraps rows that exist.
   *
   * @param rowPtr int32 [nodes + 1], ascending from 0 to the number of arcs
   * @param col int32 [arcs]; symmetric and without repeats, which is not checked
   */
  public static CsrGraph of(int[] rowPtr, int[] col) {
    requireRows(rowPtr, col);
    return new CsrGraph(rowPtr, col, null, null);
  }

  /**
   * Builds the graph of a list of pairs, with all cores.
   *
   * @param nodes how many there are; ids are 0..nodes-1
   * @param blocks pairs as {@link #pair} packs them, in any number of blocks. Loops are dropped;
   *     repeats, in either direction, are one edge
   */
  public static CsrGraph ofPairs(int nodes, long[]... blocks) {
    try (Workers workers = Workers.of(0)) {
      return new CsrBuilder(nodes, workers).build(blocks);
    }
  }

  /**
   * Builds the graph of a list of weighted pairs, with all cores; the weights of repeats add up.
   *
   * @param pairs as in {@link #ofPairs}
   * @param weights int32, one a pair, at least 1
   */
  public static CsrGraph ofWeightedPairs(int nodes, long[] pairs, int[] weights) {
    return ofWeightedPairs(nodes, new long[][] {pairs}, new int[][] {weights});
  }

  /** The same of pairs in any number of blocks, each with its weights. */
  public static CsrGraph ofWeightedPairs(int nodes, long[][] pairs, int[][] weights) {
    try (Workers workers = Workers.of(0)) {
      return new CsrBuilder(nodes, workers).build(pairs, weights);
    }
  }

  /** Packs the two ends of an edge into one value. */
  public static long pair(int first, int second) {
    return ((long) first << 32) | (second & 0xFFFFFFFFL);
  }

  /** The same rows with a weight for every arc, int32 [arcs], at least 1. */
  public CsrGraph withArcWeights(int[] weights) {
    requireLength("arc weights", col.length, weights.length);
    int unused = checkedSum("arc weights", 1, weights);
    return new CsrGraph(rowPtr, col, weights, nodeWeights);
  }

  /** The same rows with a weight for every node, int32 [nodes], at least 0. */
  public CsrGraph withNodeWeights(int[] weights) {
    requireLength("node weights", nodes(), weights.length);
    return new CsrGraph(rowPtr, col, arcWeights, weights);
  }

  /** How many nodes there are. */
  public int nodes() {
    return rowPtr.length - 1;
  }

  /** How many arcs there are: two for each edge. */
  public int arcs() {
    return col.length;
  }

  /** How many edges there are. */
  public int edges() {
    return col.length / 2;
  }

  /** How many neighbors a node has. */
  public int degree(int node) {
    return rowPtr[node + 1] - rowPtr[node];
  }

  /** Weight of the arcs of a node; their number, if arcs have no weights. */
  public int weightedDegree(int node) {
    if (arcWeights == null) {
      return degree(node);
    }
    int sum = 0;
    for (int a = rowPtr[node]; a < rowPtr[node + 1]; a++) {
      sum += arcWeights[a];
    }
    return sum;
  }

  /** Where rows begin, int32 [nodes + 1]; not to be written to. */
  public int[] rowPtr() {
    return rowPtr;
  }

  /** Neighbors, row after row, int32 [arcs]; not to be written to. */
  public int[] col() {
    return col;
  }

  /** Weights of the arcs, int32 [arcs], absent if all are 1; not to be written to. */
  public int @Nullable [] arcWeights() {
    return arcWeights;
  }

  /** Weights of the nodes, int32 [nodes], absent if all are 1; not to be written to. */
  public int @Nullable [] nodeWeights() {
    return nodeWeights;
  }

  /** Weight of one node. */
  public int nodeWeight(int node) {
    return nodeWeights == null ? 1 : nodeWeights[node];
  }

  /** Weight of all nodes. */
  public int totalNodeWeight() {
    return totalNodeWeight;
  }

  @Override
  public String toString() {
    return "graph of %d nodes, %d edges".formatted(nodes(), edges());
  }

  private static void requireRows(int[] rowPtr, int[] col) {
    if (rowPtr.length == 0 || rowPtr[0] != 0 || rowPtr[rowPtr.length - 1] != col.length) {
      throw new IllegalArgumentException(
          "row pointers must lead from 0 to %d arcs".formatted(col.length));
    }
    for (int u = 0; u + 1 < rowPtr.length; u++) {
      if (rowPtr[u] > rowPtr[u + 1]) {
        throw new IllegalArgumentException(
            "row pointers must ascend, got %d before %d at node %d"
                .formatted(rowPtr[u], rowPtr[u + 1], u));
      }
      requireNeighbors(u, rowPtr, col);
    }
  }

  private static void requireNeighbors(int u, int[] rowPtr, int[] col) {
    for (int a = rowPtr[u]; a < rowPtr[u + 1]; a++) {
      if (col[a] < 0 || col[a] >= rowPtr.length - 1 || col[a] == u) {
        throw new IllegalArgumentException(
            "neighbor of node %d must be another node of 0..%d, got %d"
                .formatted(u, rowPtr.length - 2, col[a]));
      }
    }
  }

  private static void requireLength(String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "%s must be %d values, got %d".formatted(what, expected, found));
    }
  }

  private static int checkedSum(String what, int least, int[] weights) {
    long sum = 0;
    for (int weight : weights) {
      if (weight < least) {
        throw new IllegalArgumentException(
            "%s must be at least %d, got %d".formatted(what, least, weight));
      }
      sum += weight;
    }
    if (sum > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s must add up to at most %d, got %d".formatted(what, Integer.MAX_VALUE, sum));
    }
    return (int) sum;
  }
}
