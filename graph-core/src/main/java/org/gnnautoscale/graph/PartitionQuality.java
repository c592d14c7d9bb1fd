package org.gnnautoscale.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How good the parts of an undirected graph are.
 *
 * @param parts how many parts there are
 * @param edges all edges
 * @param cut edges whose ends lie in different parts
 * @param weightedCut the same with the weights of the edges added up
 * @param halo distinct outside neighbors of a part, summed over the parts
 * @param total node weight of the graph
 * @param largestPart node weight of the heaviest part
 * @param smallestPart node weight of the lightest part
 */
public record PartitionQuality(
    int parts,
    long edges,
    long cut,
    long weightedCut,
    long halo,
    long total,
    long largestPart,
    long smallestPart) {

  /**
   * Counts, in one pass over the arcs.
   *
   * @param part int32 [nodes], each in 0..parts-1
   */
  public static PartitionQuality of(CsrGraph graph, int[] part, int parts) {
    requireParts(graph, part, parts);
    long cutArcs = 0;
    long cutWeight = 0;
    long halo = 0;
    int[] seenFrom = new int[parts];
    Arrays.fill(seenFrom, -1);
    int @Nullable [] weights = graph.arcWeights();
    for (int u = 0; u < graph.nodes(); u++) {
      for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
        int other = part[graph.col()[a]];
        if (other == part[u]) {
          continue;
        }
        cutArcs++;
        cutWeight += weights == null ? 1 : weights[a];
        // u belongs to the halo of each other part it touches, once
        if (seenFrom[other] != u) {
          seenFrom[other] = u;
          halo++;
        }
      }
    }
    long[] weight = partWeights(graph, part, parts);
    return new PartitionQuality(
        parts,
        graph.edges(),
        cutArcs / 2,
        cutWeight / 2,
        halo,
        graph.totalNodeWeight(),
        Arrays.stream(weight).max().orElse(0),
        Arrays.stream(weight).min().orElse(0));
  }

  /** Share of the edges that are cut, from 0 to 1. */
  public double cutRatio() {
    return edges == 0 ? 0.0 : (double) cut / edges;
  }

  /** The heaviest part as a multiple of the average: 1 at best. */
  public double balance() {
    return total == 0 ? 1.0 : (double) parts * largestPart / total;
  }

  /** The lightest part as a multiple of the average: 1 at best. */
  public double smallest() {
    return total == 0 ? 1.0 : (double) parts * smallestPart / total;
  }

  private static long[] partWeights(CsrGraph graph, int[] part, int parts) {
    long[] weight = new long[parts];
    for (int u = 0; u < part.length; u++) {
      weight[part[u]] += graph.nodeWeight(u);
    }
    return weight;
  }

  private static void requireParts(CsrGraph graph, int[] part, int parts) {
    if (parts < 1) {
      throw new IllegalArgumentException("parts must be at least 1, got " + parts);
    }
    if (part.length != graph.nodes()) {
      throw new IllegalArgumentException(
          "one part a node is needed, %d, got %d".formatted(graph.nodes(), part.length));
    }
    for (int u = 0; u < part.length; u++) {
      if (part[u] < 0 || part[u] >= parts) {
        throw new IllegalArgumentException(
            "part of node %d must be in 0..%d, got %d".formatted(u, parts - 1, part[u]));
      }
    }
  }
}
