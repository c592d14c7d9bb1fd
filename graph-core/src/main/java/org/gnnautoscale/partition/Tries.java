package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.graph.Workers;
import org.gnnautoscale.io.Progress;

/**
 * Parts a small graph several times over, keeps the best, and betters it.
 *
 * <p>Results of one seed scatter by several percent where a graph has a few thousand nodes, and
 * milliseconds buy another. Every other try coarsens by matching, which suits some meshes better.
 * Cycles within the parts of the best then cut another percent.
 */
final class Tries {

  private static final int SMALL_ARCS = 100_000;
  private static final int SMALLEST_ARCS = 30_000;
  private static final int CYCLES = 3;

  private final CsrGraph graph;
  private final Limits limits;
  private final long seed;
  private final Workers alone;

  private Tries(CsrGraph graph, Limits limits, long seed, Workers alone) {
    this.graph = graph;
    this.limits = limits;
    this.seed = seed;
    this.alone = alone;
  }

  /** Part of each node. */
  static int[] parts(CsrGraph graph, Limits limits, long seed, Workers workers, Progress progress) {
    if (graph.arcs() >= SMALL_ARCS) {
      return new Multilevel(limits, Coarsening.CLUSTERING, workers, progress).parts(graph, seed);
    }
    // loops over so few nodes cost more to share than they take
    try (Workers alone = Workers.of(1)) {
      return new Tries(graph, limits, seed, alone).best(workers, progress);
    }
  }

  private int[] best(Workers workers, Progress progress) {
    Try[] tries = new Try[graph.arcs() < SMALLEST_ARCS ? 4 : 2];
    try (Progress.Stage stage = progress.stage("partition graph", tries.length)) {
      workers.loop(
          tries.length,
          1,
          (slot, from, to) -> {
            for (int i = from; i < to; i++) {
              tries[i] = run(i);
              stage.advance(1);
            }
          });
    }
    Try best = tries[0];
    for (Try other : tries) {
      best = other.betterThan(best) ? other : best;
    }
    for (int i = 0; i < CYCLES; i++) {
      int[] part =
          multilevel(Coarsening.MATCHING).again(graph, best.part, Mix.seed(seed, tries.length + i));
      Try other = new Try(graph, limits, part);
      best = other.betterThan(best) ? other : best;
    }
    return best.part;
  }

  private Try run(int number) {
    Coarsening coarsening = number % 2 == 0 ? Coarsening.CLUSTERING : Coarsening.MATCHING;
    int[] part = multilevel(coarsening).parts(graph, Mix.seed(seed, number));
    return new Try(graph, limits, part);
  }

  private Multilevel multilevel(Coarsening coarsening) {
    return new Multilevel(limits, coarsening, alone, Progress.silent());
  }

  /** Parts and what they are worth. */
  private static final class Try {
    private final int[] part;
    private final long outside;
    private final long cut;

    Try(CsrGraph graph, Limits limits, int[] part) {
      Parts parts = new Parts(graph, part, limits);
      this.part = part;
      this.outside = parts.outside();
      this.cut = PartitionQuality.of(graph, part, limits.parts()).weightedCut();
    }

    boolean betterThan(Try other) {
      return outside < other.outside || (outside == other.outside && cut < other.cut);
    }
  }
}
