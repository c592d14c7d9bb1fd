package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.gnnautoscale.io.Progress;

/**
 * The multilevel scheme: coarsen, part the coarsest graph, refine on every level on the way back.
 */
final class Multilevel {

  private static final int LEAST_COARSEST = 1000;
  private static final int COARSEST_PER_PART = 15;
  private static final double HEAVIEST_CLUSTER = 0.06;
  private static final int LABEL_ROUNDS = 2;
  private static final int SLICES = 4;

  /** Single moves cut 0.5 to 1 % more, for a tenth of the time where a level is small. */
  private static final int SINGLE_MOVES_ARCS = 1_000_000;

  private final Limits limits;
  private final Coarsening coarsening;
  private final Workers workers;
  private final Progress progress;

  Multilevel(Limits limits, Coarsening coarsening, Workers workers, Progress progress) {
    this.limits = limits;
    this.coarsening = coarsening;
    this.workers = workers;
    this.progress = progress;
  }

  /** Part of each node. */
  int[] parts(CsrGraph graph, long seed) {
    Hierarchy levels = coarsen(graph, Mix.seed(seed, 0));
    int[] part = initial(levels.coarsest(), Mix.seed(seed, 1));
    try (Progress.Stage stage = progress.stage("refine parts", levels.levels())) {
      refine(levels.coarsest(), part, levels.levels() == 1, Mix.seed(seed, 2));
      stage.advance(1);
      for (int level = levels.levels() - 2; level >= 0; level--) {
        part = levels.project(level, part);
        refine(levels.graph(level), part, level == 0, Mix.seed(seed, 3 + level));
        stage.advance(1);
      }
    }
    return part;
  }

  private Hierarchy coarsen(CsrGraph graph, long seed) {
    int parts = limits.parts();
    int target =
        (int)
            Math.max(LEAST_COARSEST, Math.min((long) COARSEST_PER_PART * parts, Integer.MAX_VALUE));
    double cap = HEAVIEST_CLUSTER * graph.totalNodeWeight() / parts;
    try (Progress.Stage stage = progress.stage("coarsen graph", 1)) {
      Hierarchy levels = Hierarchy.of(graph, coarsening, target, cap, seed, workers);
      stage.advance(1);
      return levels;
    }
  }

  private int[] initial(CsrGraph coarsest, long seed) {
    try (Progress.Stage stage = progress.stage("part coarsest graph", 1)) {
      int[] part =
          RecursiveBisection.parts(
              coarsest, limits.parts(), limits.cap(), coarsening, seed, workers);
      stage.advance(1);
      return part;
    }
  }

  private void refine(CsrGraph graph, int[] part, boolean finest, long seed) {
    Parts parts = new Parts(graph, part, limits);
    Tally[] tallies = Tally.forSlots(workers, parts.count());
    if (parts.overload() > 0 || parts.deficit() > 0) {
      int[] unused = new Rebalancing(graph, parts, workers, tallies).run();
    }
    LabelPropagation labels =
        new LabelPropagation(graph, part, parts.weight, limits.cap(), limits.floor(), workers);
    for (int r = 0; r < LABEL_ROUNDS; r++) {
      LabelPropagation.Moves unused = labels.round(SLICES, Mix.seed(seed, r));
    }
    new JetRefinement(graph, parts, JetPace.of(finest), workers).run();
    if (graph.arcs() <= SINGLE_MOVES_ARCS) {
      new KWayRefinement(graph, parts).run();
    }
  }
}
