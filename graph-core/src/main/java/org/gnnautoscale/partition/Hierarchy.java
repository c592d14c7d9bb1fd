package org.gnnautoscale.partition;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/** A graph and its coarser and coarser versions. */
final class Hierarchy {

  private static final double LEAST_SHRINK = 0.95;

  private final List<CsrGraph> graphs = new ArrayList<>();
  private final List<Clusters> clusters = new ArrayList<>();

  private Hierarchy(CsrGraph finest) {
    graphs.add(finest);
  }

  /**
   * Coarsens until few enough nodes are left, or a level hardly shrinks.
   *
   * @param target nodes to end at
   * @param cap heaviest cluster; twice the average node is always allowed
   */
  static Hierarchy of(
      CsrGraph graph, Coarsening coarsening, int target, double cap, long seed, Workers workers) {
    Hierarchy levels = new Hierarchy(graph);
    CsrGraph fine = graph;
    while (fine.nodes() > target) {
      double twoNodes = 2.0 * fine.totalNodeWeight() / fine.nodes();
      int levelCap = (int) Math.max(cap, twoNodes);
      Clusters level =
          coarsening.cluster(
              fine, target, levelCap, Mix.seed(seed, levels.clusters.size()), workers);
      if (level.count > LEAST_SHRINK * fine.nodes()) {
        break;
      }
      fine = Contraction.of(fine, level, workers);
      levels.graphs.add(fine);
      levels.clusters.add(level);
    }
    return levels;
  }

  /** How many graphs there are; 0 is the finest. */
  int levels() {
    return graphs.size();
  }

  CsrGraph graph(int level) {
    return graphs.get(level);
  }

  CsrGraph coarsest() {
    return graphs.get(graphs.size() - 1);
  }

  /** Gives each node of a level what its cluster on the next has. */
  int[] project(int level, int[] coarse) {
    int[] of = clusters.get(level).of;
    int[] fine = new int[of.length];
    for (int u = 0; u < of.length; u++) {
      fine[u] = coarse[of[u]];
    }
    return fine;
  }
}
