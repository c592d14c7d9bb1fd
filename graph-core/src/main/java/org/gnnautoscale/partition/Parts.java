package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;

/**
 * The part of each node while it is refined, and the weight each part may have.
 *
 * <p>Mutable; changed by one thread at a time.
 */
final class Parts {

  final int[] of;
  final int[] weight;
  final int cap;
  final int floor;

  /**
   * Takes parts as they are, balanced or not.
   *
   * @param of int32 [nodes], 0..count-1
   */
  Parts(CsrGraph graph, int[] of, Limits limits) {
    this.of = of;
    this.weight = new int[limits.parts()];
    this.cap = limits.cap();
    this.floor = limits.floor();
    for (int u = 0; u < of.length; u++) {
      weight[of[u]] += graph.nodeWeight(u);
    }
  }

  int count() {
    return weight.length;
  }

  void move(int u, int nodeWeight, int to) {
    weight[of[u]] -= nodeWeight;
    of[u] = to;
    weight[to] += nodeWeight;
  }

  /** Weight above the cap, over all parts. */
  long overload() {
    long overload = 0;
    for (int w : weight) {
      overload += Math.max(0, w - cap);
    }
    return overload;
  }

  /** Weight missing to the floor, over all parts. */
  long deficit() {
    long deficit = 0;
    for (int w : weight) {
      deficit += Math.max(0, floor - w);
    }
    return deficit;
  }
}
