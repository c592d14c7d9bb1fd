package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/**
 * The nodes that may have a neighbor in another part, which are few on a mesh: all others need not
 * be looked at.
 *
 * <pre>
 * 1 byte a node
 * </pre>
 */
final class Boundary {

  private static final int CHUNK = 1024;

  private final CsrGraph graph;
  private final boolean[] near;

  private Boundary(CsrGraph graph) {
    this.graph = graph;
    this.near = new boolean[graph.nodes()];
  }

  /** Every node, where nothing is known. */
  static Boundary all(CsrGraph graph) {
    Boundary boundary = new Boundary(graph);
    Arrays.fill(boundary.near, true);
    return boundary;
  }

  /**
   * The nodes whose cluster has neighbors in another part, before the fine graph's own moves.
   *
   * @param coarse graph of the clusters, parted already
   * @param part int32 [coarse nodes]
   */
  static Boundary projected(
      CsrGraph fine, int[] clusterOf, CsrGraph coarse, int[] part, Workers workers) {
    boolean[] outer = new boolean[coarse.nodes()];
    workers.loop(
        coarse.nodes(),
        CHUNK,
        (slot, from, to) -> {
          for (int u = from; u < to; u++) {
            outer[u] = hasOther(coarse, part, u);
          }
        });
    Boundary boundary = new Boundary(fine);
    for (int u = 0; u < clusterOf.length; u++) {
      boundary.near[u] = outer[clusterOf[u]];
    }
    return boundary;
  }

  private static boolean hasOther(CsrGraph graph, int[] part, int u) {
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      if (part[graph.col()[a]] != part[u]) {
        return true;
      }
    }
    return false;
  }

  boolean has(int u) {
    return near[u];
  }

  /** Adds the neighbors of a node that moved. */
  void addAround(int u) {
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      near[graph.col()[a]] = true;
    }
  }
}
