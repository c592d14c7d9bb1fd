package org.gnnautoscale.partition;

import java.util.Optional;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.graph.Workers;
import org.gnnautoscale.io.Progress;

/**
 * The multilevel scheme: coarsen, part the coarsest graph, refine on every level on the way back.
 */
final class Multilevel {

  private static final int LEAST_COARSEST = 1000;
  private static final int COARSEST_PER_PART = 15;
  private static final double HEAVIEST_CLUSTER = 0.06;
  private static final double HEAVIEST_WITHIN = 0.2;
  private static final int LABEL_ROUNDS = 2;
  private static final int SLICES = 4;

  /** Single moves cut 0.5 to 1 % more, for a tenth of the time where a level is small. */
  private static final int SINGLE_MOVES_ARCS = 1_000_000;

  /** A move looks again at the rows of all neighbors, which is dear in dense coarse graphs. */
  private static final long SINGLE_MOVES_DEGREE = 100;

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
      refineCoarsest(levels, part, seed);
      stage.advance(1);
      if (levels.levels() > 1) {
        long cut = PartitionQuality.of(levels.coarsest(), part, limits.parts()).weightedCut();
        Optional<int[]> core = new HubParts(graph, limits, workers).lessCut(cut, seed);
        if (core.isPresent()) {
          return core.get();
        }
      }
      return refineOthers(levels, part, seed, stage);
    }
  }

  /**
   * Coarsens once more, within parts, and refines them on the way back (a V-cycle).
   *
   * @param part int32 [nodes], stays as it is
   * @return parts, mostly better ones
   * @see <a href="https://doi.org/10.1023/B:ANOR.0000039525.80601.15">Walshaw, Multilevel
   *     refinement for combinatorial optimisation problems, 2004, iterated multilevel</a>
   */
  int[] again(CsrGraph graph, int[] part, long seed) {
    int cap = (int) Math.max(1, HEAVIEST_WITHIN * graph.totalNodeWeight() / limits.parts());
    Hierarchy levels = Hierarchy.within(graph, part, cap, seed, workers);
    int[] coarse = levels.lifted(part).clone();
    refineCoarsest(levels, coarse, seed);
    try (Progress.Stage stage = progress.stage("refine parts again", levels.levels())) {
      return refineOthers(levels, coarse, seed, stage);
    }
  }

  private void refineCoarsest(Hierarchy levels, int[] part, long seed) {
    CsrGraph coarsest = levels.coarsest();
    refine(coarsest, part, Boundary.all(coarsest), levels.levels() == 1, Mix.seed(seed, 2));
  }

  private int[] refineOthers(Hierarchy levels, int[] coarse, long seed, Progress.Stage stage) {
    int[] part = coarse;
    for (int level = levels.levels() - 2; level >= 0; level--) {
      Boundary boundary = levels.boundary(level, part, workers);
      part = levels.project(level, part);
      refine(levels.graph(level), part, boundary, level == 0, Mix.seed(seed, 3 + level));
      stage.advance(1);
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
      // beside a node as heavy as many parts a cluster may be all the others
      levels.keepAtLeast(parts);
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

  private void refine(CsrGraph graph, int[] part, Boundary boundary, boolean finest, long seed) {
    Parts parts = new Parts(graph, part, limits);
    MoveLog balanced = new MoveLog(parts);
    Rebalancing.ifNeeded(graph, balanced, boundary, workers);
    for (int i = 0; i < balanced.size(); i++) {
      boundary.addAround(balanced.node(i));
    }
    LabelPropagation labels = new LabelPropagation(graph, parts, boundary, workers);
    for (int r = 0; r < LABEL_ROUNDS; r++) {
      LabelPropagation.Moves unused = labels.round(SLICES, Mix.seed(seed, r));
    }
    MoveLog log = new MoveLog(parts);
    Tally[] tallies = Tally.forSlots(workers, parts.count());
    BestMoves moves = new BestMoves(graph, parts, boundary, workers, tallies);
    Rebalancing rebalancing = new Rebalancing(graph, moves, log, workers, tallies);
    JetRefinement jet = new JetRefinement(graph, moves, log, rebalancing, workers);
    if (!finest) {
      jet.run(JetPace.BOLD);
    }
    jet.run(JetPace.CAREFUL);
    if (graph.arcs() <= Math.min(SINGLE_MOVES_ARCS, SINGLE_MOVES_DEGREE * graph.nodes())) {
      new KWayRefinement(graph, log, moves.nodes()).run();
    }
  }
}
