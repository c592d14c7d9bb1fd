package org.gnnautoscale.partition;

import java.util.PriorityQueue;
import org.gnnautoscale.graph.CsrGraph;

/**
 * Nodes without neighbors, which cut nothing wherever they go: they fill up the lightest parts.
 *
 * <p>Kept aside until the end they leave the others more room to be where they cut least.
 */
public final class IsolatedNodes {

  private IsolatedNodes() {}

  /**
   * Gives each isolated node a part.
   *
   * @param part int32 [nodes]; set already for all other nodes
   */
  public static void place(CsrGraph graph, int[] isolated, int[] part, int parts) {
    if (isolated.length == 0) {
      return;
    }
    long[] weight = weights(graph, isolated, part, parts);
    PriorityQueue<Integer> lightest =
        new PriorityQueue<>(
            parts, (p, q) -> weight[p] != weight[q] ? Long.compare(weight[p], weight[q]) : p - q);
    for (int p = 0; p < parts; p++) {
      lightest.add(p);
    }
    for (int u : isolated) {
      int p = lightest.remove();
      part[u] = p;
      weight[p] += graph.nodeWeight(u);
      lightest.add(p);
    }
  }

  private static long[] weights(CsrGraph graph, int[] isolated, int[] part, int parts) {
    for (int u : isolated) {
      part[u] = -1;
    }
    long[] weight = new long[parts];
    for (int u = 0; u < part.length; u++) {
      if (part[u] >= 0) {
        weight[part[u]] += graph.nodeWeight(u);
      }
    }
    return weight;
  }
}
