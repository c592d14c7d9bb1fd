package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/**
 * First parts of the coarsest graph: bisects, then bisects the halves, which run in parallel.
 *
 * <p>Seeds follow from the place in the tree, so the order in which halves finish does not matter.
 */
final class RecursiveBisection {

  private final Coarsening coarsening;
  private final int partCap;
  private final Workers workers;
  private final int[] part;

  private RecursiveBisection(Coarsening coarsening, int partCap, Workers workers, int nodes) {
    this.coarsening = coarsening;
    this.partCap = partCap;
    this.workers = workers;
    this.part = new int[nodes];
  }

  /**
   * Computes parts that are balanced as well as the node weights allow.
   *
   * @param parts at most the number of nodes; none is left without a node
   * @param partCap heaviest part
   */
  static int[] parts(
      CsrGraph graph, int parts, int partCap, Coarsening coarsening, long seed, Workers workers) {
    RecursiveBisection run = new RecursiveBisection(coarsening, partCap, workers, graph.nodes());
    int[] ids = new int[graph.nodes()];
    Arrays.setAll(ids, u -> u);
    run.split(graph, ids, 0, parts, seed);
    return run.part;
  }

  private void split(CsrGraph graph, int[] ids, int first, int parts, long seed) {
    if (parts == 1 || graph.nodes() == parts) {
      for (int u = 0; u < ids.length; u++) {
        part[ids[u]] = parts == 1 ? first : first + u;
      }
      return;
    }
    int left = (parts + 1) / 2;
    int[] sides = bisect(graph, left, parts, seed);
    workers.both(
        () -> descend(graph, ids, sides, 0, first, left, Mix.seed(seed, 1)),
        () -> descend(graph, ids, sides, 1, first + left, parts - left, Mix.seed(seed, 2)));
  }

  private void descend(
      CsrGraph graph, int[] ids, int[] sides, int side, int first, int parts, long seed) {
    Subgraph half = new Subgraph(graph, sides, side);
    int[] halfIds = new int[half.nodes.length];
    Arrays.setAll(halfIds, i -> ids[half.nodes[i]]);
    split(half.graph(), halfIds, first, parts, seed);
  }

  private int[] bisect(CsrGraph graph, int left, int parts, long seed) {
    double total = graph.totalNodeWeight();
    int target = (int) Math.round(total * left / parts);
    // what may be lost on each of the levels below, so that the last one still fits
    int depth = 32 - Integer.numberOfLeadingZeros(parts - 1);
    double slack = Math.max(1, Math.pow(partCap * (double) parts / total, 1.0 / depth));
    int[] cap = {cap(total, left, parts, slack), cap(total, parts - left, parts, slack)};
    int[] sides = new MultilevelBisection(graph, coarsening, target, cap, workers).sides(seed);
    giveEachPartANode(sides, 0, left);
    giveEachPartANode(sides, 1, parts - left);
    return sides;
  }

  private int cap(double total, int parts, int of, double slack) {
    double even = total * parts / of;
    long cap = (long) Math.max(Math.floor(even * slack + 1e-9), Math.ceil(even - 1e-9));
    return (int) Math.min(cap, Math.min((long) parts * partCap, Integer.MAX_VALUE));
  }

  /** Only heavy nodes leave a side with fewer nodes than parts. */
  private static void giveEachPartANode(int[] sides, int side, int parts) {
    int nodes = 0;
    for (int s : sides) {
      nodes += s == side ? 1 : 0;
    }
    for (int u = 0; nodes < parts; u++) {
      if (sides[u] != side) {
        sides[u] = side;
        nodes++;
      }
    }
  }
}
