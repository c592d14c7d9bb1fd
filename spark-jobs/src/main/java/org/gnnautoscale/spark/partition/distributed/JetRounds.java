package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import java.util.BitSet;
import org.apache.spark.broadcast.Broadcast;
import org.gnnautoscale.partition.Parts;

/**
 * Moves many nodes at once, some of them at a loss, and keeps the best balanced state seen: the
 * refinement of {@link org.gnnautoscale.partition.MultilevelKWay} on blocks.
 *
 * <p>In an iteration the blocks find candidates, then those that do not lose beside each other; the
 * driver moves them and brings the parts back into their limits.
 *
 * <pre>
 * on the driver: 16 bytes a node, in an executor 12
 * </pre>
 *
 * @see <a href="https://arxiv.org/abs/2304.13194">Gilbert et al., Jet, 2023</a>
 */
final class JetRounds {

  private static final int MOST_ITERATIONS = 100;
  private static final double WORTH_GOING_ON = 0.0005;

  private final Level level;
  private final Parts parts;
  private final Traffic traffic;
  private final Balancing balancing;
  private final double lossShare;
  private final int patience;
  private final JetView candidates;
  private BitSet locked = new BitSet();
  private long cutArcs;

  /**
   * Prepares to refine.
   *
   * @param lossShare a node may lose so much of the weight that ties it to its part
   * @param patience iterations without a real gain after which to stop
   */
  JetRounds(Level level, Parts parts, double lossShare, int patience, Traffic traffic) {
    this.level = level;
    this.parts = parts;
    this.traffic = traffic;
    this.balancing = new Balancing(level, parts, traffic);
    this.lossShare = lossShare;
    this.patience = patience;
    this.candidates = new JetView(new int[level.nodes()], new int[level.nodes()]);
  }

  /** Refines the parts. */
  void run() {
    Best best = new Best();
    int iterations = 0;
    while (iterations < MOST_ITERATIONS && iterate(best)) {
      iterations++;
    }
    best.restore();
  }

  /** One iteration; tells whether another one is worth it. */
  private boolean iterate(Best best) {
    LabelView view = new LabelView(parts.of().clone(), parts.weight().clone());
    Broadcast<LabelView> shared = traffic.broadcast(view, view.bytes());
    try {
      scan(shared);
      best.offer();
      return best.idle <= patience && commit(filter(shared)) > 0;
    } finally {
      shared.destroy();
    }
  }

  private void scan(Broadcast<LabelView> shared) {
    Arrays.fill(candidates.target, -1);
    cutArcs = 0;
    level.each(
        new JetScan(shared, lossShare),
        (long) JetScan.Found.ROW_BYTES * level.mostRows(),
        (b, found) -> {
          cutArcs += found.cutArcs;
          for (int i = 0; i < found.node.length; i++) {
            int u = found.node[i];
            candidates.target[u] = locked.get(u) ? -1 : found.target[i];
            candidates.gain[u] = found.gain[i];
          }
        });
  }

  private BitSet filter(Broadcast<LabelView> shared) {
    BitSet moving = new BitSet(level.nodes());
    Broadcast<JetView> wishes = traffic.broadcast(candidates, candidates.bytes());
    try {
      level.each(
          new JetFilter(shared, wishes),
          Integer.BYTES * (long) level.mostRows(),
          (b, nodes) -> {
            for (int u : nodes) {
              moving.set(u);
            }
          });
    } finally {
      wishes.destroy();
    }
    return moving;
  }

  /** Moves nodes in the order of ids, unless a part would get too light; they rest for a round. */
  private int commit(BitSet moving) {
    locked = new BitSet(level.nodes());
    for (int u = moving.nextSetBit(0); u >= 0; u = moving.nextSetBit(u + 1)) {
      int w = level.nodeWeight(u);
      if (parts.weight()[parts.of()[u]] - w >= parts.floor()) {
        parts.move(u, w, candidates.target[u]);
        locked.set(u);
      }
    }
    return locked.cardinality() + (parts.overload() > 0 ? balancing.run() : 0);
  }

  /** The best state seen: least outside the limits, then least cut. */
  private final class Best {
    private final int[] of = new int[level.nodes()];
    private final int[] weight = new int[parts.count()];
    private long outside = Long.MAX_VALUE;
    private long cut = Long.MAX_VALUE;
    private int idle;

    /** Keeps the present state if it is better, and counts how long it was not so by enough. */
    void offer() {
      idle++;
      long present = parts.overload() + parts.deficit();
      if (present < outside || (present == outside && cutArcs < cut)) {
        idle = present < outside || cut - cutArcs > WORTH_GOING_ON * cut ? 0 : idle;
        outside = present;
        cut = cutArcs;
        System.arraycopy(parts.of(), 0, of, 0, of.length);
        System.arraycopy(parts.weight(), 0, weight, 0, weight.length);
      }
    }

    void restore() {
      System.arraycopy(of, 0, parts.of(), 0, of.length);
      System.arraycopy(weight, 0, parts.weight(), 0, weight.length);
    }
  }
}
