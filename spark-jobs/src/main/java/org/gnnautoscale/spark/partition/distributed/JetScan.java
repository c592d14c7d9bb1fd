package org.gnnautoscale.spark.partition.distributed;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** Finds the nodes of a block that gain by a move to another part, or lose little. */
final class JetScan implements Function<RowBlock, JetScan.Found> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<LabelView> parts;
  private final double lossShare;

  /**
   * Prepares.
   *
   * @param lossShare a node may lose so much of the weight that ties it to its part
   */
  JetScan(Broadcast<LabelView> parts, double lossShare) {
    this.parts = parts;
    this.lossShare = lossShare;
  }

  /** Candidates of a block, in the order of rows, and the weight of its arcs between parts. */
  static final class Found implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Most bytes for each row. */
    static final int ROW_BYTES = 3 * Integer.BYTES;

    int[] node;
    int[] target;
    int[] gain;
    long cutArcs;

    private Found(int rows) {
      node = new int[rows];
      target = new int[rows];
      gain = new int[rows];
    }

    private void trim(int size) {
      node = Arrays.copyOf(node, size);
      target = Arrays.copyOf(target, size);
      gain = Arrays.copyOf(gain, size);
    }
  }

  @Override
  public Found call(RowBlock block) {
    LabelView view = parts.value();
    Found found = new Found(block.rows());
    RowSums sums = RowSums.of(block);
    int n = 0;
    for (int r = 0; r < block.rows(); r++) {
      int u = block.node()[r];
      int own = view.of[u];
      sums.sum(block, r, view.of);
      int best = best(sums, own, view.weight);
      if (best < 0) {
        continue;
      }
      long internal = sums.of(own);
      long gain = sums.sum(best) - internal;
      found.cutArcs += total(sums) - internal;
      if (gain > 0 || -gain < lossShare * internal) {
        found.node[n] = u;
        found.target[n] = sums.label(best);
        found.gain[n++] = (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, gain));
      }
    }
    found.trim(n);
    return found;
  }

  /** The place of the other part with most weight, the lightest among equals; -1 without any. */
  private static int best(RowSums sums, int own, int[] partWeight) {
    int best = -1;
    for (int i = 0; i < sums.size(); i++) {
      if (sums.label(i) != own && (best < 0 || better(sums, i, best, partWeight))) {
        best = i;
      }
    }
    return best;
  }

  private static boolean better(RowSums sums, int i, int best, int[] partWeight) {
    return sums.sum(i) > sums.sum(best)
        || (sums.sum(i) == sums.sum(best)
            && partWeight[sums.label(i)] < partWeight[sums.label(best)]);
  }

  private static long total(RowSums sums) {
    long total = 0;
    for (int i = 0; i < sums.size(); i++) {
      total += sums.sum(i);
    }
    return total;
  }
}
