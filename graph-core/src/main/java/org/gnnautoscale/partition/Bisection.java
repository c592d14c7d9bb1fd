package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.jspecify.annotations.Nullable;

/**
 * A graph whose nodes lie on two sides, each with a heaviest weight of its own.
 *
 * <p>Mutable; used by one thread.
 */
final class Bisection {

  final CsrGraph graph;
  final int[] side;
  final int[] weight = new int[2];
  final int[] cap;

  /**
   * Takes the sides as they are.
   *
   * @param side int32 [nodes], 0 or 1; changed by refinement
   * @param cap heaviest weight of either side
   */
  Bisection(CsrGraph graph, int[] side, int[] cap) {
    this.graph = graph;
    this.side = side;
    this.cap = cap;
    for (int u = 0; u < side.length; u++) {
      weight[side[u]] += graph.nodeWeight(u);
    }
  }

  /** Puts a node on the other side. */
  void move(int u) {
    int w = graph.nodeWeight(u);
    weight[side[u]] -= w;
    side[u] ^= 1;
    weight[side[u]] += w;
  }

  /** Weight above the caps. */
  long overload() {
    return Math.max(0L, (long) weight[0] - cap[0]) + Math.max(0L, (long) weight[1] - cap[1]);
  }

  /** Weight of the edges between the sides. */
  long cut() {
    long cut = 0;
    int @Nullable [] weights = graph.arcWeights();
    for (int u = 0; u < side.length; u++) {
      for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
        if (side[graph.col()[a]] != side[u]) {
          cut += weights == null ? 1 : weights[a];
        }
      }
    }
    return cut / 2;
  }
}
