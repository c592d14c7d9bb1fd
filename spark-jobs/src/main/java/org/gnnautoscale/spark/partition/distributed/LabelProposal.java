package org.gnnautoscale.spark.partition.distributed;

import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.gnnautoscale.partition.Mix;

/** For each row of a slice, the heaviest label around it that has room. */
final class LabelProposal implements Function<RowBlock, int[]> {

  private static final long serialVersionUID = 1L;

  private final Broadcast<LabelView> labels;
  private final int cap;
  private final int salt;
  private final long fromKey;
  private final long toKey;

  /**
   * Prepares.
   *
   * @param cap no label may become heavier
   * @param salt decides between labels that are equal
   * @param fromKey key of the first row of the slice
   * @param toKey key past the last one
   */
  LabelProposal(Broadcast<LabelView> labels, int cap, int salt, long fromKey, long toKey) {
    this.labels = labels;
    this.cap = cap;
    this.salt = salt;
    this.fromKey = fromKey;
    this.toKey = toKey;
  }

  @Override
  public int[] call(RowBlock block) {
    LabelView view = labels.value();
    int from = block.firstRow(fromKey);
    int to = block.firstRow(toKey);
    int[] proposal = new int[to - from];
    RowSums sums = RowSums.of(block);
    for (int r = from; r < to; r++) {
      sums.sum(block, r, view.of);
      proposal[r - from] = choose(sums, view, view.of[block.node()[r]], block.nodeWeight(r));
    }
    return proposal;
  }

  /** Among equals the own label, else the one with the lowest hash. */
  private int choose(RowSums sums, LabelView view, int own, int nodeWeight) {
    int best = own;
    long bestSum = sums.of(own);
    int room = cap - nodeWeight;
    for (int i = 0; i < sums.size(); i++) {
      int l = sums.label(i);
      long s = sums.sum(i);
      if (s >= bestSum
          && view.weight[l] <= room
          && l != own
          && (s > bestSum || (best != own && Mix.hash(l, salt) < Mix.hash(best, salt)))) {
        best = l;
        bestSum = s;
      }
    }
    return best;
  }
}
