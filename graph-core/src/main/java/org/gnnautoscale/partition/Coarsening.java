package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/** How the nodes of a level are joined to those of the next. */
enum Coarsening {
  /** Pairs along heavy edges. */
  MATCHING {
    @Override
    Clusters cluster(CsrGraph graph, int target, int cap, long seed, Workers workers) {
      return EdgeMatching.match(graph, cap, seed, workers);
    }
  },

  /** Communities of any size up to the cap. */
  CLUSTERING {
    @Override
    Clusters cluster(CsrGraph graph, int target, int cap, long seed, Workers workers) {
      return LabelClustering.cluster(graph, target, cap, seed, workers);
    }
  };

  abstract Clusters cluster(CsrGraph graph, int target, int cap, long seed, Workers workers);
}
