package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.jspecify.annotations.Nullable;

/**
 * Moves single nodes between two sides, also where the cut gets worse for a while, and keeps the
 * best state seen.
 *
 * @see <a href="https://doi.org/10.1109/DAC.1982.1585498">Fiduccia and Mattheyses, 1982</a>
 */
final class TwoWayRefinement {

  private static final int PASSES = 4;
  private static final int LEAST_PATIENCE = 100;

  private final Bisection halves;
  private final CsrGraph graph;
  private final int[] gain;
  private final boolean[] locked;
  private final GainHeap[] heaps;
  private final int[] moves;
  private int moved;
  private long cut;

  private TwoWayRefinement(Bisection halves) {
    int n = halves.graph.nodes();
    this.halves = halves;
    this.graph = halves.graph;
    this.gain = new int[n];
    this.locked = new boolean[n];
    this.heaps = new GainHeap[] {new GainHeap(n), new GainHeap(n)};
    this.moves = new int[n];
  }

  /**
   * Refines until a pass gains nothing.
   *
   * @return the cut reached
   */
  static long refine(Bisection halves) {
    TwoWayRefinement refinement = new TwoWayRefinement(halves);
    refinement.cut = halves.cut();
    for (int pass = 0; pass < PASSES && refinement.pass(); pass++) {}
    return refinement.cut;
  }

  private boolean pass() {
    begin();
    long startOverload = halves.overload();
    long bestOverload = startOverload;
    long startCut = cut;
    long bestCut = cut;
    int best = 0;
    int patience = Math.max(LEAST_PATIENCE, graph.nodes() / 10);
    for (int u = next(); u >= 0 && moved - best <= patience; u = next()) {
      move(u);
      long overload = halves.overload();
      if (overload < bestOverload || (overload == bestOverload && cut < bestCut)) {
        bestOverload = overload;
        bestCut = cut;
        best = moved;
      }
    }
    rollBack(best, bestCut);
    return bestOverload < startOverload || bestCut < startCut;
  }

  private void begin() {
    moved = 0;
    heaps[0].clear();
    heaps[1].clear();
    for (int u = 0; u < gain.length; u++) {
      locked[u] = false;
      if (initialGain(u)) {
        heaps[halves.side[u]].put(u, gain[u]);
      }
    }
  }

  /** Sets the gain of a node and tells whether it has a neighbor on the other side. */
  private boolean initialGain(int u) {
    int external = 0;
    int internal = 0;
    int @Nullable [] weights = graph.arcWeights();
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      int w = weights == null ? 1 : weights[a];
      if (halves.side[graph.col()[a]] == halves.side[u]) {
        internal += w;
      } else {
        external += w;
      }
    }
    gain[u] = external - internal;
    return external > 0;
  }

  /** Takes the node to move next from a heap, or returns -1. */
  private int next() {
    while (true) {
      int from = sideToLeave();
      if (from < 0) {
        return -1;
      }
      int u = heaps[from].top();
      heaps[from].remove(u);
      locked[u] = true;
      if (fits(u, from)) {
        return u;
      }
    }
  }

  private int sideToLeave() {
    for (int s = 0; s < 2; s++) {
      if (halves.weight[s] > halves.cap[s]) {
        if (heaps[s].isEmpty()) {
          offerAll(s);
        }
        return heaps[s].isEmpty() ? -1 : s;
      }
    }
    if (heaps[0].isEmpty() || heaps[1].isEmpty()) {
      return heaps[0].isEmpty() && heaps[1].isEmpty() ? -1 : heaps[0].isEmpty() ? 1 : 0;
    }
    int gain0 = gain[heaps[0].top()];
    int gain1 = gain[heaps[1].top()];
    if (gain0 != gain1) {
      return gain0 > gain1 ? 0 : 1;
    }
    return (long) halves.weight[0] * halves.cap[1] >= (long) halves.weight[1] * halves.cap[0]
        ? 0
        : 1;
  }

  /** An overloaded side without a boundary may give up any node. */
  private void offerAll(int side) {
    for (int u = 0; u < gain.length; u++) {
      if (halves.side[u] == side && !locked[u]) {
        heaps[side].put(u, gain[u]);
      }
    }
  }

  private boolean fits(int u, int from) {
    int w = graph.nodeWeight(u);
    long room = (long) halves.cap[1 - from] - halves.weight[1 - from];
    return w <= room || w - room < (long) halves.weight[from] - halves.cap[from];
  }

  private void move(int u) {
    cut -= gain[u];
    gain[u] = -gain[u];
    halves.move(u);
    moves[moved++] = u;
    int @Nullable [] weights = graph.arcWeights();
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      int v = graph.col()[a];
      int w = weights == null ? 1 : weights[a];
      gain[v] += halves.side[v] == halves.side[u] ? -2 * w : 2 * w;
      if (!locked[v]) {
        heaps[halves.side[v]].put(v, gain[v]);
      }
    }
  }

  private void rollBack(int best, long bestCut) {
    while (moved > best) {
      halves.move(moves[--moved]);
    }
    cut = bestCut;
  }
}
