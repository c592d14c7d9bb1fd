package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;

/**
 * The part (or cluster) of each node while nodes move, and the weight each part may have.
 *
 * <p>Mutable; changed by one thread at a time. Hands its arrays out, for loops over all nodes.
 */
public final class Parts {

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
    this(of, new int[limits.parts()], limits.cap(), limits.floor());
    for (int u = 0; u < of.length; u++) {
      weight[of[u]] += graph.nodeWeight(u);
    }
  }

  /**
   * Takes parts whose weights are known.
   *
   * @param of int32 [nodes], 0..parts-1
   * @param weight int32 [parts], of the nodes of each
   * @param cap heaviest part
   * @param floor lightest part
   */
  public Parts(int[] of, int[] weight, int cap, int floor) {
    this.of = of;
    this.weight = weight;
    this.cap = cap;
    this.floor = floor;
  }

  /** Part of each node, int32 [nodes]. */
  public int[] of() {
    return of;
  }

  /** Node weight of each part, int32 [parts]. */
  public int[] weight() {
    return weight;
  }

  /** Heaviest part allowed. */
  public int cap() {
    return cap;
  }

  /** Lightest part allowed. */
  public int floor() {
    return floor;
  }

  /** How many parts there are. */
  public int count() {
    return weight.length;
  }

  /**
   * Moves a node to another part if both keep within their bounds.
   *
   * @return whether it moved. It does not follow neighbors that all have left: they were about to
   *     swap places with it
   */
  public boolean follow(int u, int nodeWeight, int to) {
    boolean moves =
        to != of[u]
            && weight[to] > 0
            && weight[to] <= cap - nodeWeight
            && weight[of[u]] - nodeWeight >= floor;
    if (moves) {
      move(u, nodeWeight, to);
    }
    return moves;
  }

  /** Moves a node, whatever the bounds. */
  public void move(int u, int nodeWeight, int to) {
    weight[of[u]] -= nodeWeight;
    of[u] = to;
    weight[to] += nodeWeight;
  }

  /** Weight above the cap, over all parts. */
  public long overload() {
    long overload = 0;
    for (int w : weight) {
      overload += Math.max(0, w - cap);
    }
    return overload;
  }

  /** Weight missing to the floor, over all parts. */
  public long deficit() {
    long deficit = 0;
    for (int w : weight) {
      deficit += Math.max(0, floor - w);
    }
    return deficit;
  }

  /** Weight outside of the limits, over all parts. */
  public long outside() {
    return overload() + deficit();
  }
}
