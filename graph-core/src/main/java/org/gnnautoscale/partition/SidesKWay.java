package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.io.Progress;

/**
 * Parts that never mix nodes of two sides, between which there are no edges: each side is a graph
 * of its own, and has a share of the parts.
 *
 * <p>Sides come in ascending order: the first one has the first parts. Shares are such that the
 * average part of the side with the largest ones is as small as can be (D'Hondt's rule); every side
 * has at least one.
 */
public final class SidesKWay {

  private final PartitionOptions options;
  private final Method method;

  /** How the nodes of one side are parted. */
  @FunctionalInterface
  public interface Method {

    /** Part of each node. */
    int[] partition(CsrGraph side, PartitionOptions options, Progress progress);
  }

  /** Prepares for graphs to be partitioned with these options. */
  public SidesKWay(PartitionOptions options, Method method) {
    this.options = options;
    this.method = method;
  }

  /**
   * Computes the parts.
   *
   * @param sides int32 [nodes], each at least 0
   * @return int32 [nodes], each in 0..parts-1, no part empty
   * @throws IllegalArgumentException if there are more parts than nodes, or fewer than sides
   */
  public int[] partition(CsrGraph graph, int[] sides, Progress progress) {
    int[] shares = shares(graph, sides);
    int[] part = new int[graph.nodes()];
    int before = 0;
    for (int side = 0; side < shares.length; side++) {
      if (shares[side] > 0) {
        Subgraph own = new Subgraph(graph, sides, side);
        int[] inside = method.partition(own.graph(), options.withParts(shares[side]), progress);
        for (int i = 0; i < inside.length; i++) {
          part[own.nodes[i]] = before + inside[i];
        }
        before += shares[side];
      }
    }
    return part;
  }

  /**
   * Number of parts of each side: 0 for those without nodes.
   *
   * @throws IllegalArgumentException if there are more parts than nodes, or fewer than sides
   */
  public int[] shares(CsrGraph graph, int[] sides) {
    options.requireNodes(graph.nodes());
    int highest = Arrays.stream(sides).max().orElse(-1);
    long[] weight = new long[highest + 1];
    int[] nodes = new int[highest + 1];
    for (int u = 0; u < sides.length; u++) {
      weight[sides[u]] += graph.nodeWeight(u);
      nodes[sides[u]]++;
    }
    int[] shares = Arrays.stream(nodes).map(count -> Math.min(count, 1)).toArray();
    int present = Arrays.stream(shares).sum();
    if (options.parts() < present) {
      throw new IllegalArgumentException(
          "parts must be at least %d, as graphs of so many kinds are parted apart, got %d"
              .formatted(present, options.parts()));
    }
    for (int given = present; given < options.parts(); given++) {
      shares[neediest(weight, nodes, shares)]++;
    }
    return shares;
  }

  /** The side whose average part is the heaviest, the first of them if several are. */
  private static int neediest(long[] weight, int[] nodes, int[] parts) {
    int best = -1;
    for (int side = 0; side < parts.length; side++) {
      if (parts[side] < nodes[side]
          && (best < 0 || weight[side] * parts[best] > weight[best] * parts[side])) {
        best = side;
      }
    }
    return best;
  }
}
