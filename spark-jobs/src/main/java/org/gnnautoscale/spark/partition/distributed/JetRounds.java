package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import java.util.BitSet;
import org.apache.spark.broadcast.Broadcast;
import org.gnnautoscale.partition.BestParts;
import org.gnnautoscale.partition.JetPace;
import org.gnnautoscale.partition.MoveLog;
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

  private final Level level;
  private final Parts parts;
  private final MoveLog log;
  private final Traffic traffic;
  private final Balancing balancing;
  private final JetPace pace;
  private final JetView candidates;
  private BitSet locked = new BitSet();
  private long cutArcs;
  private int idle;

  /** Prepares to refine. */
  JetRounds(Level level, Parts parts, JetPace pace, Traffic traffic) {
    this.level = level;
    this.parts = parts;
    this.log = new MoveLog(parts);
    this.traffic = traffic;
    this.balancing = new Balancing(level, log, traffic);
    this.pace = pace;
    this.candidates = new JetView(new int[level.nodes()], new int[level.nodes()]);
  }

  /** Refines the parts. */
  void run() {
    BestParts best = new BestParts(log);
    int iterations = 0;
    while (iterations < MOST_ITERATIONS && iterate(best)) {
      iterations++;
    }
    best.restore();
  }

  /** One iteration; tells whether another one is worth it. */
  private boolean iterate(BestParts best) {
    LabelView view = new LabelView(parts.of().clone(), parts.weight().clone());
    Broadcast<LabelView> shared = traffic.broadcast(view, view.bytes());
    try {
      scan(shared);
      idle = best.offer(cutArcs) ? 0 : idle + 1;
      return idle <= pace.patience() && commit(filter(shared)) > 0;
    } finally {
      shared.destroy();
    }
  }

  private void scan(Broadcast<LabelView> shared) {
    Arrays.fill(candidates.target, -1);
    cutArcs = 0;
    level.each(
        new JetScan(shared, pace.lossShare()),
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
    int start = log.size();
    locked = new BitSet(level.nodes());
    for (int u = moving.nextSetBit(0); u >= 0; u = moving.nextSetBit(u + 1)) {
      int w = level.nodeWeight(u);
      if (parts.weight()[parts.of()[u]] - w >= parts.floor()) {
        log.move(u, w, candidates.target[u]);
        locked.set(u);
      }
    }
    balancing.run();
    return log.size() - start;
  }
}
