package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;
import org.apache.spark.broadcast.Broadcast;
import org.gnnautoscale.partition.Parts;

/**
 * Joins nodes that stayed alone: those that like the same cluster, and those without neighbors.
 *
 * <p>The leaves of a star cannot join their hub, whose cluster is full, and have no edges among
 * each other; without this step a graph with hubs would not get smaller.
 */
final class LonelyNodes {

  private static final int GROUP = 8;

  private final Level level;
  private final Parts labels;
  private final boolean[] alone;
  private final int[] members;

  LonelyNodes(Level level, Parts labels) {
    this.level = level;
    this.labels = labels;
    this.alone = new boolean[level.nodes()];
    this.members = new int[labels.count()];
    for (int l : labels.of()) {
      if (l >= 0) {
        members[l]++;
      }
    }
    for (int u = 0; u < alone.length; u++) {
      int l = labels.of()[u];
      alone[u] = l >= 0 && members[l] == 1;
    }
  }

  /** Joins leaves of the same hub, in the order of nodes. */
  void joinByFavorite(Traffic traffic) {
    int[][] favorites = favorites(traffic);
    int[] next = new int[favorites.length];
    int[] open = new int[labels.count()];
    Arrays.fill(open, -1);
    for (int u : level.order()) {
      if (alone[u]) {
        int b = u % favorites.length;
        int favorite = favorites[b][next[b]++];
        open[favorite] = joined(u, open[favorite]);
      }
    }
  }

  /** Joins nodes without neighbors. */
  void joinIsolated() {
    int open = -1;
    for (int u : level.isolated()) {
      if (alone[u]) {
        open = joined(u, open);
      }
    }
  }

  private int[][] favorites(Traffic traffic) {
    int[][] favorites = new int[level.numBlocks()][];
    long nodes = level.nodes();
    Broadcast<int[]> shared = traffic.broadcast(labels.of().clone(), Integer.BYTES * nodes);
    Broadcast<boolean[]> sharedAlone = traffic.broadcast(alone, nodes);
    try {
      level.each(
          new FavoriteLabel(shared, sharedAlone),
          Integer.BYTES * (long) level.mostRows(),
          (b, favorite) -> favorites[b] = favorite);
    } finally {
      shared.destroy();
      sharedAlone.destroy();
    }
    return favorites;
  }

  /** Puts {@code u} into the open group if it fits; returns the group that is open then. */
  private int joined(int u, int group) {
    int own = labels.of()[u];
    int w = level.nodeWeight(u);
    if (group < 0 || labels.weight()[group] > labels.cap() - w) {
      return own;
    }
    labels.move(u, w, group);
    members[own]--;
    members[group]++;
    return members[group] < GROUP ? group : -1;
  }
}
