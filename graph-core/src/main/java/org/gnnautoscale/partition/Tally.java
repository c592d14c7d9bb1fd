package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Sums by label for one node at a time: a dense array, and the list of what is not 0 in it.
 *
 * <p>Hubs touch as many labels as they have neighbors, and a dense array does not mind; a hash of
 * 256 slots was no faster for the others. Whoever reads the sums of a node sets them back to 0.
 *
 * <pre>
 * sum int32 [labels], touched int32 [labels]: 8 bytes a label, for each thread
 * </pre>
 */
final class Tally {

  final int[] sum;
  final int[] touched;

  Tally(int labels) {
    sum = new int[labels];
    touched = new int[labels];
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
   * @return how many labels were touched
   */
  int row(CsrGraph graph, int u, int[] label) {
    int from = graph.rowPtr()[u];
    int to = graph.rowPtr()[u + 1];
    int @Nullable [] weights = graph.arcWeights();
    return weights == null
        ? countRow(graph.col(), from, to, label)
        : sumRow(graph.col(), weights, from, to, label);
  }

  /**
   * Counts the labels in a row whose arcs all weigh 1.
   *
   * @return how many labels were touched
   */
  int countRow(int[] col, int from, int to, int[] label) {
    int n = 0;
    for (int a = from; a < to; a++) {
      int l = label[col[a]];
      if (sum[l] == 0) {
        touched[n++] = l;
      }
      sum[l]++;
    }
    return n;
  }

  /**
   * Adds up the weights of a row by label.
   *
   * @return how many labels were touched
   */
  int sumRow(int[] col, int[] weights, int from, int to, int[] label) {
    int n = 0;
    for (int a = from; a < to; a++) {
      int l = label[col[a]];
      if (sum[l] == 0) {
        touched[n++] = l;
      }
      sum[l] += weights[a];
    }
    return n;
  }
}
