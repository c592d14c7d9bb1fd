package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.graph.Workers;
import org.gnnautoscale.io.Progress;

/**
 * Parts for few copies of nodes where hubs have much of the edges: the hubs share parts of their
 * own, and the rest, which falls apart without them, is cut as usual.
 *
 * <p>A hub has a copy in nearly every part wherever it is. Among other nodes it also makes each
 * neighbor outside have a copy there; hubs that are together need those copies once.
 */
final class HubParts {

  /** Share of the arcs that the hubs of one part must have to be tried. */
  private static final double WORTH_TRYING = 0.15;

  private static final int MOST = 4;

  private final CsrGraph graph;
  private final Limits limits;
  private final Workers workers;
  private final int[] byDegree;

  private HubParts(CsrGraph graph, Limits limits, Workers workers) {
    this.graph = graph;
    this.limits = limits;
    this.workers = workers;
    long[] order = new long[graph.nodes()];
    Arrays.setAll(order, u -> ((long) graph.degree(u) << 32) | u);
    Arrays.sort(order);
    this.byDegree = new int[order.length];
    Arrays.setAll(byDegree, i -> (int) order[order.length - 1 - i]);
  }

  /**
   * Finds parts with less halo than those given, or gives them back.
   *
   * @param start int32 [nodes]
   */
  static int[] orBetter(int[] start, CsrGraph graph, Limits limits, long seed, Workers workers) {
    HubParts hubs = new HubParts(graph, limits, workers);
    if (hubs.shareOfArcs() <= WORTH_TRYING) {
      return start;
    }
    int[] best = start;
    long least = hubs.halo(start);
    for (int h = 1; h <= MOST && h < limits.parts() / 2; h++) {
      int[] other = hubs.parts(h, Mix.seed(seed, h));
      long halo = hubs.halo(other);
      if (halo >= least) {
        break;
      }
      best = other;
      least = halo;
    }
    return best;
  }

  private long halo(int[] part) {
    return PartitionQuality.of(graph, part, limits.parts()).halo();
  }

  private double shareOfArcs() {
    long arcs = 0;
    for (int i = 0; i < graph.nodes() / limits.parts(); i++) {
      arcs += graph.degree(byDegree[i]);
    }
    return (double) arcs / Math.max(1, graph.arcs());
  }

  /** The last parts are those of hubs, which have no more nodes than the average part. */
  private int[] parts(int hubParts, long seed) {
    int[] part = new int[graph.nodes()];
    int rest = limits.parts() - hubParts;
    long average = graph.totalNodeWeight() / limits.parts();
    int hub = limits.parts() - 1;
    int most = graph.nodes() / limits.parts();
    long weight = 0;
    int size = 0;
    for (int u : byDegree) {
      int w = graph.nodeWeight(u);
      if (size > 0 && (weight + w > average || size == most)) {
        hub--;
        weight = 0;
        size = 0;
      }
      if (hub < rest) {
        break;
      }
      part[u] = hub;
      weight += w;
      size++;
    }
    Subgraph others = new Subgraph(graph, sides(part), 0);
    int[] otherParts =
        Tries.parts(
            others.graph(),
            new Limits(rest, limits.cap(), limits.floor()),
            seed,
            workers,
            Progress.silent());
    for (int i = 0; i < otherParts.length; i++) {
      part[others.nodes[i]] = otherParts[i];
    }
    return part;
  }

  private static int[] sides(int[] part) {
    int[] sides = new int[part.length];
    Arrays.setAll(sides, u -> part[u] > 0 ? 1 : 0);
    return sides;
  }
}
