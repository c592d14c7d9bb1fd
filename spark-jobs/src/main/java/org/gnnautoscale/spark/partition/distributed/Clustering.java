package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import org.gnnautoscale.partition.Mix;
import org.gnnautoscale.partition.Parts;

/**
 * Groups of nodes that become one node of the coarser graph, numbered in random order.
 *
 * <p>Nodes without a group are left out of the coarser graph.
 */
final class Clustering {

  /** Stands for no group. */
  static final int ASIDE = -1;

  private final int[] of;
  private final int[] weight;

  private Clustering(int[] of, int[] weight) {
    this.of = of;
    this.weight = weight;
  }

  /**
   * Numbers the labels that have nodes.
   *
   * @param labels of the nodes; those with label {@value #ASIDE} are left out
   */
  static Clustering of(Parts labels, long seed) {
    int[] size = new int[labels.count()];
    int count = 0;
    for (int l : labels.of()) {
      if (l >= 0 && size[l]++ == 0) {
        count++;
      }
    }
    int salt = (int) seed;
    long[] used = new long[count];
    int n = 0;
    for (int l = 0; l < size.length; l++) {
      if (size[l] > 0) {
        used[n++] = ((long) Mix.hash(l, salt) << 32) | l;
      }
    }
    Arrays.sort(used);
    int[] id = size; // not needed any more
    int[] weight = new int[count];
    for (int c = 0; c < count; c++) {
      int l = (int) used[c];
      id[l] = c;
      weight[c] = labels.weight()[l];
    }
    int[] of = new int[labels.of().length];
    for (int u = 0; u < of.length; u++) {
      int l = labels.of()[u];
      of[u] = l < 0 ? ASIDE : id[l];
    }
    return new Clustering(of, weight);
  }

  /** How many groups there are. */
  int count() {
    return weight.length;
  }

  /** Group of each node, int32 [nodes]. */
  int[] of() {
    return of;
  }

  /** Node weight of each group, int32 [groups]. */
  int[] weight() {
    return weight;
  }

  /** Gives each node what its group has; nodes without a group get {@value #ASIDE}. */
  int[] project(int[] coarse) {
    int[] fine = new int[of.length];
    for (int u = 0; u < of.length; u++) {
      fine[u] = of[u] < 0 ? ASIDE : coarse[of[u]];
    }
    return fine;
  }
}
