package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.gnnautoscale.io.Progress;

/**
 * Parts of about equal weight with few edges between them, by the multilevel scheme.
 *
 * <p>The graph is coarsened until some ten nodes a part are left; these are parted by recursive
 * bisection; on the way back the parts are refined on every level. All stages use all threads, and
 * for one seed give the same parts on any number of them.
 *
 * <p>The heaviest part is within {@link PartitionOptions#imbalance} of the average (or the average
 * rounded up, where it is a few nodes), the lightest has at least half of it, and none is empty.
 * With node weights these bounds are kept as far as the weights allow: no part outweighs the
 * average by more than the imbalance or the heaviest node, whichever is more.
 *
 * @see <a href="https://doi.org/10.1006/jpdc.1997.1404">Karypis and Kumar, Multilevel k-way
 *     partitioning, 1998</a>
 */
public final class MultilevelKWay {

  private final PartitionOptions options;

  /** Prepares for graphs to be partitioned with these options. */
  public MultilevelKWay(PartitionOptions options) {
    this.options = options;
  }

  /**
   * Bytes that partitioning takes on top of the graph itself, at most, with a thread for each core.
   *
   * @param nodes of the graph
   * @param arcs of the graph, two for each edge
   */
  public static long estimatedBytes(long nodes, long arcs) {
    // 4 an arc for the sorted graph, 8 to contract it, 8 for each arc of the coarser graphs, which
    // have up to three times as many together where hubs keep a graph from getting smaller
    int threads = Runtime.getRuntime().availableProcessors();
    return (96 + 8L * threads) * nodes + 36 * arcs;
  }

  /** Bytes more that it takes if arcs have weights. */
  public static long weightBytes(long arcs) {
    return Integer.BYTES * arcs;
  }

  /** {@link #partition(CsrGraph, Progress)} in silence. */
  public int[] partition(CsrGraph graph) {
    return partition(graph, Progress.silent());
  }

  /**
   * Computes the parts.
   *
   * @return int32 [nodes], each in 0..parts-1, no part empty
   * @throws IllegalArgumentException if there are more parts than nodes
   */
  public int[] partition(CsrGraph graph, Progress progress) {
    options.requireNodes(graph.nodes());
    if (options.parts() == 1) {
      return new int[graph.nodes()];
    }
    try (Workers workers = Workers.of(options.threads())) {
      int[] part = parts(graph, workers, progress);
      EmptyParts.fill(part, options.parts());
      HeavyParts.relieve(graph, new Parts(graph, part, limits(graph)));
      return part;
    }
  }

  private Limits limits(CsrGraph graph) {
    return Limits.of(graph.totalNodeWeight(), options.parts(), options.imbalance());
  }

  /** Parts the nodes with neighbors alone, then fills up the parts with the isolated ones. */
  private int[] parts(CsrGraph graph, Workers workers, Progress progress) {
    Relabeling sorted = new Relabeling(graph, connectedAreFew(graph));
    int[] aside = sorted.isolated;
    Limits room = limits(graph).withAside(aside.length, lightest(graph, aside));
    int[] connected = connectedParts(sorted.graph(workers), room, workers, progress);
    int[] part = new int[graph.nodes()];
    for (int i = 0; i < connected.length; i++) {
      part[sorted.original[i]] = connected[i];
    }
    IsolatedNodes.place(graph, aside, part, options.parts());
    return part;
  }

  /** Whether there are too few nodes with neighbors to part them alone. */
  private boolean connectedAreFew(CsrGraph graph) {
    int connected = 0;
    for (int u = 0; u < graph.nodes(); u++) {
      connected += graph.degree(u) > 0 ? 1 : 0;
    }
    return connected < 2L * options.parts();
  }

  private static int lightest(CsrGraph graph, int[] nodes) {
    int lightest = Integer.MAX_VALUE;
    for (int u : nodes) {
      lightest = Math.min(lightest, graph.nodeWeight(u));
    }
    return lightest;
  }

  private int[] connectedParts(CsrGraph graph, Limits limits, Workers workers, Progress progress) {
    int[] part = Tries.parts(graph, limits, options.seed(), workers, progress);
    return options.objective() == Objective.HALO
        ? lessHalo(graph, part, limits, workers, progress)
        : part;
  }

  private int[] lessHalo(
      CsrGraph graph, int[] start, Limits limits, Workers workers, Progress progress) {
    try (Progress.Stage stage = progress.stage("reduce halo", 1)) {
      int[] part = new HubParts(graph, limits, workers).lessHalo(start, options.seed());
      new HaloRefinement(graph, new Parts(graph, part, limits), workers).run();
      stage.advance(1);
      return part;
    }
  }
}
