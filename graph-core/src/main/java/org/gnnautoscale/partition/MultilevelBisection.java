package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/** Two sides of a graph: coarsen, grow, refine on the way back; the best of some attempts. */
final class MultilevelBisection {

  private static final int COARSEST = 100;
  private static final double HEAVIEST_CLUSTER = 0.02;
  private static final int GROWINGS = 8;
  private static final int SMALL_ARCS = 15_000;
  private static final int LARGE_ARCS = 300_000;

  private final CsrGraph graph;
  private final Coarsening coarsening;
  private final int target;
  private final int[] cap;
  private final Workers workers;

  /**
   * Prepares to bisect.
   *
   * @param target weight side 0 should have
   * @param cap heaviest weight of either side
   */
  MultilevelBisection(
      CsrGraph graph, Coarsening coarsening, int target, int[] cap, Workers workers) {
    this.graph = graph;
    this.coarsening = coarsening;
    this.target = target;
    this.cap = cap;
    this.workers = workers;
  }

  /** Side, 0 or 1, of each node. */
  int[] sides(long seed) {
    Attempt[] attempts = new Attempt[numAttempts()];
    workers.loop(
        attempts.length,
        1,
        (slot, from, to) -> {
          for (int i = from; i < to; i++) {
            attempts[i] = attempt(Mix.seed(seed, i));
          }
        });
    Attempt best = attempts[0];
    for (Attempt other : attempts) {
      best = other.betterThan(best) ? other : best;
    }
    return best.sides;
  }

  /** Small graphs scatter more, and can afford more. */
  private int numAttempts() {
    if (graph.arcs() < SMALL_ARCS) {
      return 4;
    }
    return graph.arcs() < LARGE_ARCS ? 2 : 1;
  }

  private Attempt attempt(long seed) {
    double heaviest = HEAVIEST_CLUSTER * graph.totalNodeWeight();
    Hierarchy levels = Hierarchy.of(graph, coarsening, COARSEST, heaviest, seed, workers);
    Attempt best = grown(levels.coarsest(), seed);
    for (int level = levels.levels() - 2; level >= 0; level--) {
      int[] sides = levels.project(level, best.sides);
      best = refined(new Bisection(levels.graph(level), sides, cap));
    }
    return best;
  }

  private Attempt grown(CsrGraph coarsest, long seed) {
    GreedyGrowing growing = new GreedyGrowing(coarsest, seed);
    Attempt best = refined(growing.grow(target, cap));
    for (int i = 1; i < GROWINGS; i++) {
      Attempt other = refined(growing.grow(target, cap));
      best = other.betterThan(best) ? other : best;
    }
    return best;
  }

  private static Attempt refined(Bisection halves) {
    long cut = TwoWayRefinement.refine(halves);
    return new Attempt(halves.side, halves.overload(), cut);
  }

  /** Sides and what they are worth. */
  private static final class Attempt {
    private final int[] sides;
    private final long overload;
    private final long cut;

    Attempt(int[] sides, long overload, long cut) {
      this.sides = sides;
      this.overload = overload;
      this.cut = cut;
    }

    boolean betterThan(Attempt other) {
      return overload < other.overload || (overload == other.overload && cut < other.cut);
    }
  }
}
