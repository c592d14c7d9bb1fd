package org.gnnautoscale.spark.partition.distributed;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** For each row whose node is alone, the heaviest label around it, with or without room. */
final class FavoriteLabel implements Function<RowBlock, int[]> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<int[]> labels;
  private final Broadcast<boolean[]> alone;

  FavoriteLabel(Broadcast<int[]> labels, Broadcast<boolean[]> alone) {
    this.labels = labels;
    this.alone = alone;
  }

  @Override
  public int[] call(RowBlock block) {
    boolean[] isAlone = alone.value();
    int count = 0;
    for (int u : block.node()) {
      count += isAlone[u] ? 1 : 0;
    }
    int[] favorite = new int[count];
    int n = 0;
    RowSums sums = RowSums.of(block);
    for (int r = 0; r < block.rows(); r++) {
      if (isAlone[block.node()[r]]) {
        sums.sum(block, r, labels.value());
        favorite[n++] = favorite(sums);
      }
    }
    return favorite;
  }

  private static int favorite(RowSums sums) {
    int best = sums.label(0);
    long bestSum = sums.sum(0);
    for (int i = 1; i < sums.size(); i++) {
      int l = sums.label(i);
      long s = sums.sum(i);
      if (s > bestSum || (s == bestSum && l < best)) {
        best = l;
        bestSum = s;
      }
    }
    return best;
  }
}
