package org.gnnautoscale.spark.partition.distributed;

import org.gnnautoscale.partition.Mix;
import org.gnnautoscale.partition.Parts;

/** Coarsening by size-constrained label propagation: finds communities, up to a weight. */
final class ClusterRounds {

  private static final int ROUNDS = 5;
  private static final double SETTLED = 0.02;

  private final Level level;
  private final Traffic traffic;

  ClusterRounds(Level level, Traffic traffic) {
    this.level = level;
    this.traffic = traffic;
  }

  /**
   * Clusters the nodes.
   *
   * @param isolatedAside whether nodes without neighbors are left out, or joined with each other
   * @param target rounds end when so few clusters are left
   * @param cap heaviest cluster
   */
  Clustering cluster(boolean isolatedAside, int target, int cap, long seed) {
    Parts labels = singletons(cap);
    LabelRounds rounds = new LabelRounds(level, labels, traffic);
    int connected = level.order().length;
    int clusters = connected;
    for (int r = 0; r < ROUNDS && clusters > target; r++) {
      rounds.round(Mix.seed(seed, r));
      clusters -= rounds.emptied();
      if (rounds.moved() < SETTLED * connected) {
        break;
      }
    }
    LonelyNodes lonely = new LonelyNodes(level, labels);
    if (clusters > connected / 2) {
      lonely.joinByFavorite(traffic);
    }
    if (isolatedAside) {
      for (int u : level.isolated()) {
        labels.of()[u] = Clustering.ASIDE;
      }
    } else {
      lonely.joinIsolated();
    }
    return Clustering.of(labels, Mix.seed(seed, ROUNDS));
  }

  private Parts singletons(int cap) {
    int[] label = new int[level.nodes()];
    int[] weight = new int[level.nodes()];
    for (int u = 0; u < label.length; u++) {
      label[u] = u;
      weight[u] = level.nodeWeight(u);
    }
    return new Parts(label, weight, cap, 0);
  }
}
