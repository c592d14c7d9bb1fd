package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.jspecify.annotations.Nullable;

/**
 * What a node has in common with each label around it: sums by label for one row at a time.
 *
 * <p>A dense array, as hubs touch as many labels as they have neighbors; a hash of 256 slots was no
 * faster for the others. Short rows are compared one by one instead, which stays in the cache.
 *
 * <pre>
 * 12 bytes a label, for each thread
 * </pre>
 */
final class Tally {

  private static final int SHORT = 8;

  /** The labels of the last row but its own, in the order of their first neighbor. */
  final int[] label;

  /** What the row has in common with each of them. */
  final int[] total;

  /** What the row has in common with its own label. */
  int inside;

  /** Sum of each label while rows are added up; all 0 in between. */
  final int[] sum;

  Tally(int labels) {
    sum = new int[labels];
    label = new int[labels];
    total = new int[labels];
  }

  /** One for each slot of a loop. */
  static Tally[] forSlots(Workers workers, int labels) {
    Tally[] tallies = new Tally[workers.threads()];
    for (int i = 0; i < tallies.length; i++) {
      tallies[i] = new Tally(labels);
    }
    return tallies;
  }

  /**
   * Adds up the row of a node by label, whether its arcs have weights or not. Loops over many nodes
   * call one of the two below, as a test in them is compiled twice.
   *
   * @return how many other labels there are
   */
  int row(CsrGraph graph, int u, int[] labels) {
    int from = graph.rowPtr()[u];
    int to = graph.rowPtr()[u + 1];
    int @Nullable [] weights = graph.arcWeights();
    return weights == null
        ? countRow(graph.col(), from, to, labels, labels[u])
        : sumRow(graph.col(), weights, from, to, labels, labels[u]);
  }

  /**
   * Counts the labels in a row whose arcs all weigh 1.
   *
   * @param own label of the row
   * @return how many other labels there are
   */
  int countRow(int[] col, int from, int to, int[] labels, int own) {
    if (to - from <= SHORT) {
      int n = 0;
      inside = 0;
      for (int a = from; a < to; a++) {
        n = add(labels[col[a]], 1, n, own);
      }
      return n;
    }
    int n = 0;
    for (int a = from; a < to; a++) {
      int l = labels[col[a]];
      if (sum[l] == 0) {
        label[n++] = l;
      }
      sum[l]++;
    }
    return others(n, own);
  }

  /**
   * Adds up the weights of a row by label.
   *
   * @param own label of the row
   * @return how many other labels there are
   */
  int sumRow(int[] col, int[] weights, int from, int to, int[] labels, int own) {
    if (to - from <= SHORT) {
      int n = 0;
      inside = 0;
      for (int a = from; a < to; a++) {
        n = add(labels[col[a]], weights[a], n, own);
      }
      return n;
    }
    int n = 0;
    for (int a = from; a < to; a++) {
      int l = labels[col[a]];
      if (sum[l] == 0) {
        label[n++] = l;
      }
      sum[l] += weights[a];
    }
    return others(n, own);
  }

  /**
   * The label with room that the last row has most in common with, among equals the lightest.
   *
   * @param n how many other labels there are
   * @param parts whose numbers the labels are
   * @param room the most that the label may weigh
   * @return its index, or -1 if none has room
   */
  int heaviest(int n, Parts parts, int room) {
    int best = -1;
    int bestSum = 0;
    int lightest = 0;
    for (int i = 0; i < n; i++) {
      int s = total[i];
      int w = parts.weight[label[i]];
      if (w <= room && (s > bestSum || (s == bestSum && w < lightest))) {
        best = i;
        bestSum = s;
        lightest = w;
      }
    }
    return best;
  }

  private int add(int l, int weight, int n, int own) {
    if (l == own) {
      inside += weight;
      return n;
    }
    for (int i = 0; i < n; i++) {
      if (label[i] == l) {
        total[i] += weight;
        return n;
      }
    }
    label[n] = l;
    total[n] = weight;
    return n + 1;
  }

  /** Takes the sums out of the dense array. */
  private int others(int n, int own) {
    int kept = 0;
    inside = sum[own];
    sum[own] = 0;
    for (int i = 0; i < n; i++) {
      int l = label[i];
      if (l != own) {
        label[kept] = l;
        total[kept++] = sum[l];
        sum[l] = 0;
      }
    }
    return kept;
  }
}
