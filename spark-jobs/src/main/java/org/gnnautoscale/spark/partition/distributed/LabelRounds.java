package org.gnnautoscale.spark.partition.distributed;

import org.apache.spark.broadcast.Broadcast;
import org.gnnautoscale.partition.Mix;
import org.gnnautoscale.partition.Parts;

/**
 * Rounds in which every node takes the heaviest label around it that has room; the rounds of {@link
 * org.gnnautoscale.partition.MultilevelKWay} on blocks.
 *
 * <p>A round goes through the nodes in slices. In a slice the blocks propose, for labels as the
 * driver sent them; the driver then carries out what still has room, one node after another. What
 * comes of it depends on the graph alone: not on the number of blocks, nor on where they are.
 */
final class LabelRounds {

  private static final int SLICES = 4;

  private final Level level;
  private final Parts labels;
  private final Traffic traffic;
  private int moved;
  private int emptied;

  /** Prepares rounds that change the given labels. */
  LabelRounds(Level level, Parts labels, Traffic traffic) {
    this.level = level;
    this.labels = labels;
    this.traffic = traffic;
  }

  /** One round over all nodes. */
  void round(long seed) {
    moved = 0;
    emptied = 0;
    for (int s = 0; s < SLICES; s++) {
      commit(s, proposals(s, (int) Mix.seed(seed, s)));
    }
  }

  /** How many nodes the last round moved. */
  int moved() {
    return moved;
  }

  /** How many labels the last round left without nodes. */
  int emptied() {
    return emptied;
  }

  private int[][] proposals(int slice, int salt) {
    int[][] proposals = new int[level.numBlocks()][];
    LabelView view = new LabelView(labels.of(), labels.weight());
    Broadcast<LabelView> shared = traffic.broadcast(view, view.bytes());
    try {
      level.each(
          new LabelProposal(
              shared,
              labels.cap(),
              salt,
              level.sliceKey(slice, SLICES),
              level.sliceKey(slice + 1, SLICES)),
          Integer.BYTES * (long) level.mostRows(),
          (b, proposal) -> proposals[b] = proposal);
    } finally {
      shared.destroy();
    }
    return proposals;
  }

  private void commit(int slice, int[][] proposals) {
    int[] order = level.order();
    int[] next = new int[proposals.length];
    int end = level.sliceStart(slice + 1, SLICES);
    for (int i = level.sliceStart(slice, SLICES); i < end; i++) {
      int u = order[i];
      int b = u % proposals.length;
      int own = labels.of()[u];
      if (labels.follow(u, level.nodeWeight(u), proposals[b][next[b]++])) {
        moved++;
        emptied += labels.weight()[own] == 0 ? 1 : 0;
      }
    }
  }
}
