package org.gnnautoscale.partition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gnnautoscale.graph.CsrGraph;

/**
 * A graph as a list of edges, as a user may have it: some twice, turned round, or from a node to
 * itself. It counts what parts are worth from that list, with sets: slow, but plainly right.
 *
 * @param recipe how it was drawn, in place of all its edges where a property fails
 * @param nodes how many there are; some may have no edge
 * @param edges in no order
 * @param edgeWeighted whether edges weigh what they say, or 1 each
 * @param nodeWeights of each node; empty if all weigh 1
 */
record OddGraph(
    String recipe, int nodes, List<Edge> edges, boolean edgeWeighted, List<Integer> nodeWeights) {

  /** Two ends and a weight. */
  record Edge(int u, int v, int weight) {}

  /**
   * What parts are worth.
   *
   * @param edges different ones
   * @param cut those between parts
   * @param weightedCut their weights added up, repeats too
   * @param halo pairs of a part and an outside neighbor of it
   * @param nodes of each part
   * @param weights of each part
   */
  record Count(
      long edges, long cut, long weightedCut, long halo, List<Integer> nodes, List<Long> weights) {}

  CsrGraph csr() {
    long[] pairs = edges.stream().mapToLong(e -> CsrGraph.pair(e.u, e.v)).toArray();
    int[] weights = edges.stream().mapToInt(Edge::weight).toArray();
    CsrGraph graph =
        edgeWeighted
            ? CsrGraph.ofWeightedPairs(nodes, pairs, weights)
            : CsrGraph.ofPairs(nodes, pairs);
    return nodeWeights.isEmpty()
        ? graph
        : graph.withNodeWeights(nodeWeights.stream().mapToInt(w -> w).toArray());
  }

  int heaviestNode() {
    return nodeWeights.isEmpty() ? 1 : Collections.max(nodeWeights);
  }

  Count count(int[] part, int parts) {
    Set<Set<Integer>> all = new HashSet<>();
    Set<Set<Integer>> cut = new HashSet<>();
    Set<List<Integer>> halo = new HashSet<>();
    long weightedCut = 0;
    for (Edge e : edges) {
      if (e.u == e.v) {
        continue;
      }
      boolean isNew = all.add(Set.of(e.u, e.v));
      if (part[e.u] != part[e.v]) {
        cut.add(Set.of(e.u, e.v));
        halo.add(List.of(part[e.u], e.v));
        halo.add(List.of(part[e.v], e.u));
        weightedCut += edgeWeighted ? e.weight : isNew ? 1 : 0;
      }
    }
    List<Integer> nodesOf = new ArrayList<>(Collections.nCopies(parts, 0));
    List<Long> weights = new ArrayList<>(Collections.nCopies(parts, 0L));
    for (int u = 0; u < nodes; u++) {
      int p = part[u];
      nodesOf.set(p, nodesOf.get(p) + 1);
      weights.set(p, weights.get(p) + (nodeWeights.isEmpty() ? 1 : nodeWeights.get(u)));
    }
    return new Count(all.size(), cut.size(), weightedCut, halo.size(), nodesOf, weights);
  }

  @Override
  public String toString() {
    return recipe;
  }
}
