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
    boolean shrinks = true;
    while (shrinks && levels.coarsest().nodes() > target) {
      CsrGraph fine = levels.coarsest();
      double twoNodes = 2.0 * fine.totalNodeWeight() / fine.nodes();
      int levelCap = (int) Math.max(cap, twoNodes);
      long levelSeed = Mix.seed(seed, levels.clusters.size());
      shrinks = levels.add(coarsening.cluster(fine, target, levelCap, levelSeed, workers), workers);
    }
    return levels;
  }

  /**
   * Coarsens within parts, as far as nodes may grow.
   *
   * @param part int32 [nodes]
   * @param cap heaviest cluster
   */
  static Hierarchy within(CsrGraph graph, int[] part, int cap, long seed, Workers workers) {
    Hierarchy levels = new Hierarchy(graph);
    int[] coarse = part;
    boolean shrinks = true;
    while (shrinks) {
      CsrGraph fine = levels.coarsest();
      long levelSeed = Mix.seed(seed, levels.clusters.size());
      Clusters level = EdgeMatching.matchWithin(fine, coarse, cap, levelSeed, workers);
      shrinks = levels.add(level, workers);
      coarse = shrinks ? level.lifted(coarse) : coarse;
    }
    return levels;
  }

  /** Adds a level, unless it hardly shrinks. */
  private boolean add(Clusters level, Workers workers) {
    if (level.count > LEAST_SHRINK * coarsest().nodes()) {
      return false;
    }
    graphs.add(Contraction.of(coarsest(), level, workers));
    clusters.add(level);
    return true;
  }

  /** Drops the coarsest graphs as long as they have fewer nodes; the finest stays. */
  void keepAtLeast(int nodes) {
    while (levels() > 1 && coarsest().nodes() < nodes) {
      graphs.remove(graphs.size() - 1);
      clusters.remove(clusters.size() - 1);
    }
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

  /** Nodes of a level that may have neighbors elsewhere when it takes over the next one's parts. */
  Boundary boundary(int level, int[] coarsePart, Workers workers) {
    int[] of = clusters.get(level).of;
    return Boundary.projected(graph(level), of, graph(level + 1), coarsePart, workers);
  }

  /** Gives the nodes of the coarsest graph the part that all of their members have. */
  int[] lifted(int[] part) {
    int[] lifted = part;
    for (Clusters level : clusters) {
      lifted = level.lifted(lifted);
    }
    return lifted;
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
