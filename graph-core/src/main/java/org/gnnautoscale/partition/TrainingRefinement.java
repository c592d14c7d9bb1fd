package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;

/**
 * Moves single nodes to the part they have most in common with, as long as both training nodes and
 * other nodes stay within their bounds. Sequential, in the order of ids.
 *
 * <pre>
 * 8 bytes a part
 * </pre>
 */
final class TrainingRefinement {

  private static final int ROUNDS = 8;
  private static final double SETTLED = 0.001;

  private final CsrGraph graph;
  private final int[] kind;
  private final Parts[] ofKind;
  private final Tally tally;

  /**
   * Prepares to refine.
   *
   * @param kind int32 [nodes], 0 or 1
   * @param ofKind what each part has of nodes of either kind; both share one array of parts
   */
  TrainingRefinement(CsrGraph graph, int[] kind, Parts[] ofKind) {
    this.graph = graph;
    this.kind = kind;
    this.ofKind = ofKind;
    this.tally = new Tally(ofKind[0].count());
  }

  /** Refines until hardly any node moves. */
  void run() {
    for (int r = 0; r < ROUNDS && round() > SETTLED * kind.length; r++) {}
  }

  private int round() {
    int moved = 0;
    for (int u = 0; u < kind.length; u++) {
      Parts parts = ofKind[kind[u]];
      int target = best(u, parts);
      if (target != parts.of[u] && parts.weight[parts.of[u]] > parts.floor) {
        parts.move(u, 1, target);
        moved++;
      }
    }
    return moved;
  }

  /** The part with room that has most in common with the node, the own one among equals. */
  private int best(int u, Parts parts) {
    int n = tally.row(graph, u, parts.of);
    int best = parts.of[u];
    int bestSum = tally.inside;
    for (int i = 0; i < n; i++) {
      int p = tally.label[i];
      if (tally.total[i] > bestSum && parts.weight[p] < parts.cap) {
        best = p;
        bestSum = tally.total[i];
      }
    }
    return best;
  }
}
