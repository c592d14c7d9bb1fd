package org.gnnautoscale.partition;

import java.util.Arrays;
import java.util.PriorityQueue;
import org.gnnautoscale.graph.CsrGraph;

/**
 * Relieves parts that are too heavy where nodes are so heavy that none fits below the cap of
 * another part: no part then outweighs the average by more than the heaviest node.
 */
final class HeavyParts {

  private final CsrGraph graph;
  private final Parts parts;
  private final PriorityQueue<Integer> lightest;

  private HeavyParts(CsrGraph graph, Parts parts) {
    this.graph = graph;
    this.parts = parts;
    int[] weight = parts.weight;
    this.lightest =
        new PriorityQueue<>(
            (p, q) -> weight[p] != weight[q] ? Integer.compare(weight[p], weight[q]) : p - q);
  }

  /**
   * Moves nodes from parts above the cap to the lightest part, as long as that stays the lighter of
   * the two.
   */
  static void relieve(CsrGraph graph, Parts parts) {
    if (parts.overload() > 0) {
      new HeavyParts(graph, parts).run();
    }
  }

  private void run() {
    for (int p = 0; p < parts.count(); p++) {
      offer(p);
    }
    for (long entry : nodesByLoss()) {
      int u = (int) entry;
      int w = graph.nodeWeight(u);
      int p = lightest.element();
      int own = parts.of[u];
      if (w > 0 && parts.weight[own] > parts.cap && parts.weight[p] < parts.weight[own] - w) {
        lightest.remove();
        parts.move(u, w, p);
        offer(p);
        offer(own);
      }
    }
  }

  /** Heavy parts take no nodes; there always is one that is not. */
  private void offer(int p) {
    if (parts.weight[p] <= parts.cap) {
      lightest.add(p);
    }
  }

  /** Nodes of heavy parts: arcs inside of the part in the upper half, the node in the lower. */
  private long[] nodesByLoss() {
    long[] order = new long[graph.nodes()];
    int n = 0;
    for (int u = 0; u < order.length; u++) {
      if (parts.weight[parts.of[u]] > parts.cap) {
        order[n++] = ((long) inside(u) << 32) | u;
      }
    }
    Arrays.sort(order, 0, n);
    return Arrays.copyOf(order, n);
  }

  private int inside(int u) {
    int inside = 0;
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      inside += parts.of[graph.col()[a]] == parts.of[u] ? 1 : 0;
    }
    return inside;
  }
}
