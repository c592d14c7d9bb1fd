package org.gnnautoscale.partition;

import java.util.Arrays;
import java.util.Optional;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.graph.Workers;
import org.gnnautoscale.io.Progress;

/**
 * Hubs in parts of their own, by descending degree; the rest, which falls apart without them, is
 * cut as usual.
 *
 * <p>A hub has a copy in nearly every part wherever it is. Among other nodes it also makes each
 * neighbor outside have a copy there; hubs that are together need those copies once. Where a graph
 * has a dense core and else no communities, the edges among hubs are also the most that can be kept
 * within a part.
 */
final class HubParts {

  /** Share of the arcs that the hubs of one part must have to be tried. */
  private static final double WORTH_TRYING = 0.15;

  private static final int MOST = 4;

  /** How much more of its edges than other parts a part of hubs must keep. */
  private static final double DENSER = 1.5;

  private final CsrGraph graph;
  private final Limits limits;
  private final Workers workers;

  /** Nodes by descending degree, the highest id first among equals. */
  private final int[] byDegree;

  HubParts(CsrGraph graph, Limits limits, Workers workers) {
    this.graph = graph;
    this.limits = limits;
    this.workers = workers;
    this.byDegree = byDegree(graph);
  }

  /**
   * Finds parts with less halo than those given, or gives them back.
   *
   * @param start int32 [nodes]
   */
  int[] lessHalo(int[] start, long seed) {
    if (limits.parts() < 4 || shareOfArcs() <= WORTH_TRYING) {
      return start;
    }
    int[] best = start;
    long least = quality(start).halo();
    long outside = outside(start);
    int average = graph.totalNodeWeight() / limits.parts();
    for (int h = 1; h <= MOST && h < limits.parts() / 2; h++) {
      int[] other = parts(blocks(h, average), h, Mix.seed(seed, h));
      long halo = quality(other).halo();
      if (halo >= least || outside(other) > outside) {
        break;
      }
      best = other;
      least = halo;
    }
    return best;
  }

  /**
   * Finds parts with less cut than a first one has, if a dense core with hardly any communities
   * around it makes that likely.
   *
   * @param firstCut weight of it, of the same graph
   */
  Optional<int[]> lessCut(long firstCut, long seed) {
    double kept = 1 - (double) firstCut / Math.max(1, totalWeight());
    int hubParts = partsDenserThan(DENSER * kept);
    if (hubParts == 0) {
      return Optional.empty();
    }
    int[] part = parts(blocks(hubParts, limits.cap()), hubParts, Mix.seed(seed, hubParts));
    return Optional.of(part).filter(p -> quality(p).weightedCut() < firstCut);
  }

  private PartitionQuality quality(int[] part) {
    return PartitionQuality.of(graph, part, limits.parts());
  }

  private long outside(int[] part) {
    return new Parts(graph, part, limits).outside();
  }

  private long totalWeight() {
    long weight = 0;
    for (int u = 0; u < graph.nodes(); u++) {
      weight += graph.weightedDegree(u);
    }
    return weight / 2;
  }

  private double shareOfArcs() {
    long arcs = 0;
    for (int i = 0; i < graph.nodes() / limits.parts(); i++) {
      arcs += graph.degree(byDegree[i]);
    }
    return (double) arcs / Math.max(1, graph.arcs());
  }

  /**
   * How many parts of hubs, one after another, keep more than a share of the weight that has an end
   * in them, what has one in an earlier part left out.
   */
  private int partsDenserThan(double share) {
    int[] block = blocks(limits.parts() / 2, limits.cap());
    int next = 0;
    for (int h = 0; h < limits.parts() / 2; h++) {
      long inside = 0;
      long touched = 0;
      while (next < block.length && block[byDegree[next]] == h) {
        int u = byDegree[next++];
        for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
          int other = block[graph.col()[a]];
          int w = graph.arcWeights() == null ? 1 : graph.arcWeights()[a];
          inside += other == h ? w : 0;
          touched += other == h ? w : other > h ? 2L * w : 0;
        }
      }
      if (inside <= share * touched) {
        return h;
      }
    }
    return 0; // not a core with something around it
  }

  /**
   * Which part of hubs each node is in, filled by descending degree; {@code most} if in none. Half
   * of the nodes are left to others, and one for each other part, whatever the weights.
   *
   * @param cap heaviest part of hubs; the average spares most copies, a full part keeps most edges
   */
  private int[] blocks(int most, int cap) {
    int[] block = new int[graph.nodes()];
    Arrays.fill(block, most);
    int hubs = Math.min(block.length / 2, block.length - (limits.parts() - most));
    int h = 0;
    long weight = 0;
    for (int i = 0; i < hubs && h < most; i++) {
      int u = byDegree[i];
      int w = graph.nodeWeight(u);
      if (weight + w > cap && weight > 0) {
        h++;
        weight = 0;
      }
      block[u] = h;
      weight += w;
    }
    return block;
  }

  /** Parts the nodes that are in no block. */
  private int[] parts(int[] part, int hubParts, long seed) {
    int[] sides = new int[part.length];
    Arrays.setAll(sides, u -> part[u] < hubParts ? 1 : 0);
    Subgraph rest = new Subgraph(graph, sides, 0);
    Limits room = new Limits(limits.parts() - hubParts, limits.cap(), limits.floor());
    int[] restPart = Tries.parts(rest.graph(), room, seed, workers, Progress.silent());
    for (int i = 0; i < restPart.length; i++) {
      part[rest.nodes[i]] = hubParts + restPart[i];
    }
    // hubs may have left the others less than their floor
    MoveLog log = new MoveLog(new Parts(graph, part, limits));
    Rebalancing.ifNeeded(graph, log, Boundary.all(graph), workers);
    return part;
  }

  private static int[] byDegree(CsrGraph graph) {
    int most = 0;
    for (int u = 0; u < graph.nodes(); u++) {
      most = Math.max(most, graph.degree(u));
    }
    int[] start = new int[most + 2];
    for (int u = 0; u < graph.nodes(); u++) {
      start[most - graph.degree(u) + 1]++;
    }
    for (int d = 0; d <= most; d++) {
      start[d + 1] += start[d];
    }
    int[] order = new int[graph.nodes()];
    for (int u = order.length - 1; u >= 0; u--) {
      order[start[most - graph.degree(u)]++] = u;
    }
    return order;
  }
}
