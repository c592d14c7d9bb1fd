package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;

/**
 * Joins nodes that stayed alone and like the same cluster.
 *
 * <p>The leaves of a star cannot join their hub, whose cluster is full, and have no edges among
 * each other; without this step a graph with hubs would not get smaller. Isolated nodes join each
 * other.
 */
final class TwoHop {

  private final CsrGraph graph;
  private final int[] label;
  private final int[] weight;
  private final int cap;
  private final int most;
  private final int[] members;
  private final Tally tally;

  /**
   * Prepares to join.
   *
   * @param label int32 [nodes]; changed
   * @param weight int32 [nodes], node weight of each label; changed
   * @param cap heaviest group
   * @param most largest group
   */
  TwoHop(CsrGraph graph, int[] label, int[] weight, int cap, int most) {
    this.graph = graph;
    this.label = label;
    this.weight = weight;
    this.cap = cap;
    this.most = most;
    this.members = new int[graph.nodes()];
    this.tally = new Tally(graph.nodes());
    for (int l : label) {
      members[l]++;
    }
  }

  /** Joins what can be joined, in the order of ids. */
  void join() {
    // one open group for each favorite; the last place is that of isolated nodes
    int[] open = new int[graph.nodes() + 1];
    Arrays.fill(open, -1);
    int[] before = label.clone();
    int[] membersBefore = members.clone();
    for (int u = 0; u < label.length; u++) {
      if (membersBefore[before[u]] == 1) {
        int favorite = favorite(u, before);
        open[favorite] = joined(u, open[favorite]);
      }
    }
  }

  /** Puts {@code u} into the open group if it fits; returns the group that is open then. */
  private int joined(int u, int group) {
    int w = graph.nodeWeight(u);
    if (group < 0 || weight[group] > cap - w) {
      return label[u];
    }
    int own = label[u];
    weight[own] -= w;
    members[own]--;
    label[u] = group;
    weight[group] += w;
    members[group]++;
    return members[group] < most ? group : -1;
  }

  private int favorite(int u, int[] of) {
    int n = tally.row(graph, u, of);
    int best = of.length;
    int bestSum = 0;
    for (int i = 0; i < n; i++) {
      int l = tally.label[i];
      int s = tally.total[i];
      if (s > bestSum || (s == bestSum && l < best)) {
        best = l;
        bestSum = s;
      }
    }
    return best;
  }
}
