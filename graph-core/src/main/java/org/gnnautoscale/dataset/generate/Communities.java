package org.gnnautoscale.dataset.generate;

import java.util.Arrays;
import org.gnnautoscale.dataset.raw.Randomness;

/**
 * Nodes in communities of uneven sizes, and the pairs drawn within and between them.
 *
 * <p>The nodes of a community stand together, and so do the communities of a super-community.
 *
 * <pre>
 * start       int32 [communities + 1]: first node of each
 * superStart  int32 [super-communities + 1]: first community of each
 * </pre>
 *
 * <p>Immutable.
 */
final class Communities implements PairSource {

  /** Sizes are Pareto(2), counted from 0, clipped to these multiples of their scale. */
  private static final double SIZE_EXPONENT = 2;

  private static final double LEAST_SIZE = 0.5;
  private static final double MOST_SIZE = 5;
  private static final double MOST_WEIGHT = 50;

  /** Pairs of one kind are drawn so often, so that full communities do not shift the shares. */
  private static final int TRIES_OF_A_KIND = 200;

  private static final int KINDS_TRIED = 50;

  private final CommunityOptions options;
  private final int[] start;
  private final int[] superStart;
  private final WeightedNodes nodes;

  private Communities(
      CommunityOptions options, int[] start, int[] superStart, WeightedNodes nodes) {
    this.options = options;
    this.start = start;
    this.superStart = superStart;
    this.nodes = nodes;
  }

  static Communities draw(int nodes, CommunityOptions options, Randomness random) {
    int[] start = starts(sizes(nodes, options.communities(), random));
    int groups = Math.max(1, options.superCommunities());
    int[] superStart = new int[groups + 1];
    for (int group = 0; group <= groups; group++) {
      superStart[group] = (int) ((long) options.communities() * group / groups);
    }
    WeightedNodes weights =
        WeightedNodes.pareto(nodes, options.degreeExponent(), MOST_WEIGHT, random);
    return new Communities(options, start, superStart, weights);
  }

  /** Every community has a node; the rest is shared out by the drawn sizes. */
  private static int[] sizes(int nodes, int communities, Randomness random) {
    double[] drawn = new double[communities];
    double all = 0;
    for (int i = 0; i < communities; i++) {
      double size = random.nextPareto(SIZE_EXPONENT) - 1;
      drawn[i] = Math.max(LEAST_SIZE, Math.min(MOST_SIZE, size));
      all += drawn[i];
    }
    int[] sizes = new int[communities];
    double before = 0;
    int given = 0;
    for (int i = 0; i < communities; i++) {
      before += drawn[i];
      int upTo = (int) Math.round((nodes - communities) * (before / all));
      sizes[i] = 1 + upTo - given;
      given = upTo;
    }
    return sizes;
  }

  private static int[] starts(int[] sizes) {
    int[] start = new int[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      start[i + 1] = start[i] + sizes[i];
    }
    return start;
  }

  int communityOf(int node) {
    int found = Arrays.binarySearch(start, node);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public boolean addOne(EdgeSet edges, Randomness random) {
    for (int kind = 0; kind < KINDS_TRIED; kind++) {
      double share = random.nextDouble();
      for (int i = 0; i < TRIES_OF_A_KIND; i++) {
        int first = nodes.draw(0, nodes.size(), random);
        if (edges.add(first, second(first, share, random))) {
          return true;
        }
      }
    }
    return false;
  }

  private int second(int first, double share, Randomness random) {
    if (share >= 1 - options.mixing() + options.superMixing()) {
      return nodes.draw(0, nodes.size(), random);
    }
    int community = communityOf(first);
    if (share < 1 - options.mixing()) {
      return nodes.draw(start[community], start[community + 1], random);
    }
    int found = Arrays.binarySearch(superStart, community);
    int group = found >= 0 ? found : -found - 2;
    return nodes.draw(start[superStart[group]], start[superStart[group + 1]], random);
  }
}
