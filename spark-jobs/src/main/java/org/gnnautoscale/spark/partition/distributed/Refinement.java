package org.gnnautoscale.spark.partition.distributed;

import org.gnnautoscale.partition.JetPace;
import org.gnnautoscale.partition.Limits;
import org.gnnautoscale.partition.Mix;
import org.gnnautoscale.partition.MoveLog;
import org.gnnautoscale.partition.Parts;

/**
 * Improves the parts of one level on the cluster, in the steps that the driver uses for its own.
 */
final class Refinement {

  private static final int LABEL_ROUNDS = 2;

  private final Limits limits;
  private final Traffic traffic;

  Refinement(Limits limits, Traffic traffic) {
    this.limits = limits;
    this.traffic = traffic;
  }

  /**
   * Refines.
   *
   * @param part int32 [nodes], changed; nodes with a negative part have no neighbors and stay
   */
  void run(Level level, int[] part, boolean finest, long seed) {
    int[] weight = new int[limits.parts()];
    for (int u = 0; u < part.length; u++) {
      if (part[u] >= 0) {
        weight[part[u]] += level.nodeWeight(u);
      }
    }
    Parts parts = new Parts(part, weight, limits.cap(), limits.floor());
    if (parts.outside() > 0) {
      new Balancing(level, new MoveLog(parts), traffic).run();
    }
    LabelRounds labels = new LabelRounds(level, parts, traffic);
    for (int r = 0; r < LABEL_ROUNDS; r++) {
      labels.round(Mix.seed(seed, r));
    }
    new JetRounds(level, parts, JetPace.of(finest), traffic).run();
  }
}
