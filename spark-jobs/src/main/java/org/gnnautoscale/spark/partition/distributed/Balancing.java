package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import org.apache.spark.broadcast.Broadcast;
import org.gnnautoscale.partition.FreeRoom;
import org.gnnautoscale.partition.MoveLog;
import org.gnnautoscale.partition.Parts;

/**
 * Moves nodes out of parts that are too heavy and into parts that are too light, at the least loss.
 *
 * <p>Blocks tell what each move would lose; the driver makes moves in the order of loss per weight.
 */
final class Balancing {

  private static final int ROUNDS = 16;

  /** From this round on a node may go to a part it has no neighbor in. */
  private static final int ANYWHERE = 2;

  private final Level level;
  private final Parts parts;
  private final MoveLog log;
  private final Traffic traffic;
  private final FreeRoom freeRoom;
  private final int[] loose;
  private int poorest;

  Balancing(Level level, MoveLog log, Traffic traffic) {
    this.level = level;
    this.parts = log.parts();
    this.log = log;
    this.traffic = traffic;
    this.freeRoom = new FreeRoom(parts);
    this.loose =
        Arrays.stream(level.isolated())
            .filter(u -> parts.of()[u] >= 0 && level.nodeWeight(u) > 0)
            .toArray();
  }

  /** Brings the parts within their limits, as far as node weights allow. */
  void run() {
    for (int round = 0; round < ROUNDS && parts.overload() > 0; round++) {
      relieve(round >= ANYWHERE);
    }
    if (parts.deficit() > 0) {
      fillFromNeighbors();
      fillFromAnywhere();
    }
  }

  private void relieve(boolean anywhere) {
    boolean[] heavy = new boolean[parts.count()];
    boolean[] all = new boolean[parts.count()];
    for (int p = 0; p < heavy.length; p++) {
      heavy[p] = parts.weight()[p] > parts.cap();
      all[p] = true;
    }
    Wishes wishes = new Wishes(heavy, all);
    freeRoom.forget();
    for (long key : wishes.byLoss()) {
      int u = (int) key;
      int w = level.nodeWeight(u);
      int own = parts.of()[u];
      if (parts.weight()[own] <= parts.cap()) {
        continue;
      }
      int target = wishes.target[u];
      if (target < 0 || !hasRoom(target, w)) {
        target = anywhere ? freeRoom.find(own, w) : -1;
      }
      if (target >= 0) {
        log.move(u, w, target);
        freeRoom.grew(own);
      }
    }
  }

  private void fillFromNeighbors() {
    boolean[] rich = new boolean[parts.count()];
    boolean[] poor = new boolean[parts.count()];
    for (int p = 0; p < rich.length; p++) {
      rich[p] = parts.weight()[p] > parts.floor();
      poor[p] = parts.weight()[p] < parts.floor();
    }
    Wishes wishes = new Wishes(rich, poor);
    for (long key : wishes.byLoss()) {
      int u = (int) key;
      if (wishes.target[u] >= 0) {
        take(u, wishes.target[u]);
      }
    }
  }

  private void fillFromAnywhere() {
    poorest = 0;
    for (int u : loose) {
      takeWherePoor(u);
    }
    for (int u : level.order()) {
      takeWherePoor(u);
    }
  }

  private void takeWherePoor(int u) {
    while (poorest < parts.count() && parts.weight()[poorest] >= parts.floor()) {
      poorest++;
    }
    if (poorest < parts.count()) {
      take(u, poorest);
    }
  }

  private void take(int u, int p) {
    int w = level.nodeWeight(u);
    int own = parts.of()[u];
    if (own != p
        && w > 0
        && parts.weight()[p] < parts.floor()
        && parts.weight()[own] - w >= parts.floor()
        && hasRoom(p, w)) {
      log.move(u, w, p);
    }
  }

  private boolean hasRoom(int p, int w) {
    return parts.weight()[p] <= parts.cap() - w;
  }

  /** What nodes of some parts would like best: 8 bytes for each of them, 4 for each node. */
  private final class Wishes {

    private final int[] target = new int[level.nodes()];
    private long[] keys = new long[16];
    private int size;

    /**
     * Asks all blocks.
     *
     * @param leave which parts nodes may leave
     * @param enter which parts they may enter
     */
    Wishes(boolean[] leave, boolean[] enter) {
      LabelView view = new LabelView(parts.of(), parts.weight());
      Broadcast<LabelView> shared = traffic.broadcast(view, view.bytes());
      try {
        level.each(
            new MoveScan(shared, leave, enter, parts.cap()),
            (long) MoveScan.FIELDS * Long.BYTES * level.mostRows(),
            (b, found) -> add(found));
      } finally {
        shared.destroy();
      }
      for (int u : loose) {
        if (leave[parts.of()[u]]) {
          add(new long[] {u, -1}); // loses nothing
        }
      }
    }

    private void add(long[] found) {
      int more = found.length / MoveScan.FIELDS;
      if (size + more > keys.length) {
        keys = Arrays.copyOf(keys, Math.max(size + more, 2 * size));
      }
      for (int i = 0; i < found.length; i += MoveScan.FIELDS) {
        keys[size++] = found[i];
        target[(int) found[i]] = (int) found[i + 1];
      }
    }

    /** Loss and node, the least loss first. */
    long[] byLoss() {
      long[] sorted = Arrays.copyOf(keys, size);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
