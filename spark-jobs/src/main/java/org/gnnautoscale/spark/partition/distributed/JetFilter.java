package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * The candidates of a block that do not lose if all candidates that come before them move too:
 * those of higher gain, among equals of lower id.
 */
final class JetFilter implements Function<RowBlock, int[]> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<LabelView> parts;
  private final Broadcast<JetView> candidates;

  JetFilter(Broadcast<LabelView> parts, Broadcast<JetView> candidates) {
    this.parts = parts;
    this.candidates = candidates;
  }

  @Override
  public int[] call(RowBlock block) {
    int[] of = parts.value().of;
    JetView view = candidates.value();
    int[] moving = new int[block.rows()];
    int n = 0;
    for (int r = 0; r < block.rows(); r++) {
      int u = block.node()[r];
      if (view.target[u] >= 0 && gain(block, r, of, view) >= 0) {
        moving[n++] = u;
      }
    }
    return Arrays.copyOf(moving, n);
  }

  private static long gain(RowBlock block, int row, int[] of, JetView view) {
    int[] col = block.col();
    int u = block.node()[row];
    int own = of[u];
    int target = view.target[u];
    int end = block.rowPtr()[row + 1];
    long gain = 0;
    for (int a = block.rowPtr()[row]; a < end; a++) {
      int v = col[a];
      boolean before =
          view.target[v] >= 0
              && (view.gain[v] > view.gain[u] || (view.gain[v] == view.gain[u] && v < u));
      int p = before ? view.target[v] : of[v];
      gain += p == target ? block.arcWeight(a) : p == own ? -block.arcWeight(a) : 0;
    }
    return gain;
  }
}
