package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/** Parts the nodes with neighbors alone, then fills up the parts with the isolated ones. */
final class ConnectedNodes {

  private ConnectedNodes() {}

  /** Parts a graph without isolated nodes, or one that hardly has others. */
  @FunctionalInterface
  interface Method {

    /** Part of each node. */
    int[] parts(CsrGraph graph, Limits limits);
  }

  /** Part of each node. */
  static int[] parts(CsrGraph graph, Limits limits, Workers workers, Method method) {
    Relabeling sorted = new Relabeling(graph, areFew(graph, limits.parts()));
    int[] aside = sorted.isolated;
    int[] connected =
        method.parts(sorted.graph(workers), limits.withAside(aside.length, lightest(graph, aside)));
    int[] part = new int[graph.nodes()];
    for (int i = 0; i < connected.length; i++) {
      part[sorted.original[i]] = connected[i];
    }
    IsolatedNodes.place(graph, aside, part, limits.parts());
    return part;
  }

  /** Whether there are too few nodes with neighbors to part them alone. */
  private static boolean areFew(CsrGraph graph, int parts) {
    int connected = 0;
    for (int u = 0; u < graph.nodes(); u++) {
      connected += graph.degree(u) > 0 ? 1 : 0;
    }
    return connected < 2L * parts;
  }

  private static int lightest(CsrGraph graph, int[] nodes) {
    int lightest = Integer.MAX_VALUE;
    for (int u : nodes) {
      lightest = Math.min(lightest, graph.nodeWeight(u));
    }
    return lightest;
  }
}
