package org.gnnautoscale.dataset.generate;

import org.gnnautoscale.dataset.raw.Randomness;

/**
 * Draws a node out of a range of nodes, by weight, in constant time on average.
 *
 * <p>The sums of the weights are cut into as many equal buckets as there are nodes; the search for
 * a node begins at the first one of the bucket that was hit.
 *
 * <pre>
 * sum    float64 [n + 1]: weight of all nodes before
 * guide  int32 [n]: the node that holds the beginning of each bucket
 * </pre>
 *
 * <p>Immutable.
 */
final class WeightedNodes {

  private final double[] sum;
  private final int[] guide;

  private WeightedNodes(double[] sum, int[] guide) {
    this.sum = sum;
    this.guide = guide;
  }

  /**
   * Nodes with Pareto weights.
   *
   * @param most times the least weight, where weights are clipped
   */
  static WeightedNodes pareto(int nodes, double exponent, double most, Randomness random) {
    double[] sum = new double[nodes + 1];
    for (int node = 0; node < nodes; node++) {
      sum[node + 1] = sum[node] + Math.min(most, random.nextPareto(exponent));
    }
    int[] guide = new int[nodes];
    int node = 0;
    for (int bucket = 0; bucket < nodes; bucket++) {
      double start = sum[nodes] * bucket / nodes;
      while (node < nodes - 1 && sum[node + 1] <= start) {
        node++;
      }
      guide[bucket] = node;
    }
    return new WeightedNodes(sum, guide);
  }

  int size() {
    return guide.length;
  }

  /** A node from one position to before another. */
  int draw(int from, int to, Randomness random) {
    double hit = sum[from] + random.nextDouble() * (sum[to] - sum[from]);
    int bucket = (int) Math.min(guide.length - 1L, (long) (hit / sum[size()] * guide.length));
    int node = Math.max(from, guide[bucket]);
    while (node > from && sum[node] > hit) {
      node--;
    }
    while (node < to - 1 && sum[node + 1] <= hit) {
      node++;
    }
    return node;
  }
}
