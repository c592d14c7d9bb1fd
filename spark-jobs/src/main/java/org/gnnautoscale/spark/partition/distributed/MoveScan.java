package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * For each row whose node may leave its part, the best part that it may enter, and what that loses.
 *
 * <p>Gives int64 [2 n]: loss per node weight as a sortable number in the upper half, the node in
 * the lower; then the part, -1 where no neighbor is in one that may be entered.
 */
final class MoveScan implements Function<RowBlock, long[]> {

  private static final long serialVersionUID = 1L;

  /** Values for each node. */
  static final int FIELDS = 2;

  private final Broadcast<LabelView> parts;
  private final boolean[] leave;
  private final boolean[] enter;
  private final int cap;

  /**
   * Prepares.
   *
   * @param leave which parts nodes may leave
   * @param enter which parts they may enter, as far as there is room
   */
  MoveScan(Broadcast<LabelView> parts, boolean[] leave, boolean[] enter, int cap) {
    this.parts = parts;
    this.leave = leave;
    this.enter = enter;
    this.cap = cap;
  }

  @Override
  public long[] call(RowBlock block) {
    LabelView view = parts.value();
    RowSums sums = RowSums.of(block);
    long[] moves = new long[FIELDS * block.rows()];
    int n = 0;
    for (int r = 0; r < block.rows(); r++) {
      int u = block.node()[r];
      int w = block.nodeWeight(r);
      int own = view.of[u];
      if (!leave[own] || w == 0) {
        continue;
      }
      sums.sum(block, r, view.of);
      int best = best(sums, own, cap - w, view.weight);
      long inside = sums.of(own);
      long outside = best < 0 ? 0 : sums.sum(best);
      moves[n++] = ((long) lossKey((float) (inside - outside) / w) << 32) | u;
      moves[n++] = best < 0 ? -1 : sums.label(best);
    }
    return Arrays.copyOf(moves, n);
  }

  private int best(RowSums sums, int own, int room, int[] partWeight) {
    int best = -1;
    for (int i = 0; i < sums.size(); i++) {
      int p = sums.label(i);
      if (p != own
          && enter[p]
          && partWeight[p] <= room
          && (best < 0
              || sums.sum(i) > sums.sum(best)
              || (sums.sum(i) == sums.sum(best) && partWeight[p] < partWeight[sums.label(best)]))) {
        best = i;
      }
    }
    return best;
  }

  /** A number that orders as the loss does. */
  private static int lossKey(float loss) {
    int bits = Float.floatToIntBits(loss);
    return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
  }
}
