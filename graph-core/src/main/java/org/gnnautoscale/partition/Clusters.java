package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;

/**
 * Groups of nodes that become one node of the coarser graph.
 *
 * <p>Coarse ids ascend with the degree, in steps of powers of two, and are scattered within a step.
 * All stages visit nodes in the order of ids: low degrees first, as they have the least choice.
 */
final class Clusters {

  /** Coarse node of each node. */
  final int[] of;

  /** How many coarse nodes there are. */
  final int count;

  private Clusters(int[] of, int count) {
    this.of = of;
    this.count = count;
  }

  /**
   * Numbers the labels that occur.
   *
   * @param label int32 [nodes], each in 0..nodes-1
   */
  static Clusters ofLabels(CsrGraph graph, int[] label) {
    int n = graph.nodes();
    int[] degree = new int[n];
    boolean[] used = new boolean[n];
    for (int u = 0; u < n; u++) {
      degree[label[u]] += graph.degree(u);
      used[label[u]] = true;
    }
    int[] id = new int[n];
    int count = number(degree, used, id);
    int[] of = new int[n];
    for (int u = 0; u < n; u++) {
      of[u] = id[label[u]];
    }
    return new Clusters(of, count);
  }

  /** Gives each coarse node the part of its members, which are all in one. */
  int[] lifted(int[] part) {
    int[] lifted = new int[count];
    for (int u = 0; u < of.length; u++) {
      lifted[of[u]] = part[u];
    }
    return lifted;
  }

  /** Counting sort by degree bucket; labels are visited in strides of about n / 1.618. */
  private static int number(int[] degree, boolean[] used, int[] id) {
    int n = degree.length;
    int[] start = new int[DegreeBuckets.COUNT + 1];
    for (int l = 0; l < n; l++) {
      if (used[l]) {
        start[DegreeBuckets.of(degree[l]) + 1]++;
      }
    }
    for (int b = 0; b < DegreeBuckets.COUNT; b++) {
      start[b + 1] += start[b];
    }
    int stride = coprimeStride(n);
    int l = 0;
    for (int i = 0; i < n; i++) {
      l = (int) (((long) l + stride) % n);
      if (used[l]) {
        id[l] = start[DegreeBuckets.of(degree[l])]++;
      }
    }
    return start[DegreeBuckets.COUNT - 1];
  }

  private static int coprimeStride(int n) {
    int stride = Math.max(1, (int) (n * 0.6180339887));
    while (gcd(stride, n) != 1) {
      stride++;
    }
    return stride;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
