package org.gnnautoscale.partition;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Moves many nodes at once, some of them at a loss, and keeps the best balanced state seen.
 *
 * <p>An iteration: every node that changed, or whose neighbor did, looks for its best other part;
 * candidates are those that gain, or lose little; each recomputes its gain as if the candidates of
 * higher gain had moved, and moves unless it loses then. What became too heavy is rebalanced.
 * Accepting losses is what leads out of local minima: without, the cut is 4 to 11 % higher.
 *
 * <pre>
 * about 30 bytes a node
 * </pre>
 *
 * @see <a href="https://arxiv.org/abs/2304.13194">Gilbert et al., Jet, 2023</a>
 */
final class JetRefinement {

  private static final int CHUNK = 1024;
  private static final int MOST_ITERATIONS = 100;

  private final CsrGraph graph;
  private final Parts parts;
  private final Workers workers;
  private final Tally[] tallies;
  private final Rebalancing rebalancing;
  private final JetPace pace;
  private final int[] best;
  private final int[] gain;
  private final int[] internal;
  private final int[] external;
  private final boolean[] dirty;
  private final boolean[] candidate;
  private final boolean[] moving;
  private final boolean[] locked;
  private final int[] moved;
  private long cutArcs;

  /** Prepares to refine. */
  JetRefinement(CsrGraph graph, Parts parts, JetPace pace, Workers workers) {
    int n = graph.nodes();
    this.graph = graph;
    this.parts = parts;
    this.workers = workers;
    this.tallies = Tally.forSlots(workers, parts.count());
    this.rebalancing = new Rebalancing(graph, parts, workers, tallies);
    this.pace = pace;
    this.best = new int[n];
    this.gain = new int[n];
    this.internal = new int[n];
    this.external = new int[n];
    this.dirty = new boolean[n];
    this.candidate = new boolean[n];
    this.moving = new boolean[n];
    this.locked = new boolean[n];
    this.moved = new int[n];
  }

  /** Refines the parts. */
  void run() {
    Arrays.fill(dirty, true);
    BestParts state = new BestParts(parts);
    int idle = 0;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      scan();
      idle = state.offer(cutArcs) ? 0 : idle + 1;
      if (idle > pace.patience()) {
        break;
      }
      filter();
      if (commit() == 0) {
        break;
      }
    }
    if (idle > 0) {
      scan();
      boolean unused = state.offer(cutArcs);
    }
    state.restore();
  }

  private void scan() {
    LongAdder change = new LongAdder();
    workers.loop(
        graph.nodes(), CHUNK, (slot, from, to) -> change.add(scan(tallies[slot], from, to)));
    cutArcs += change.sum();
  }

  private long scan(Tally tally, int from, int to) {
    long change = 0;
    for (int u = from; u < to; u++) {
      if (dirty[u]) {
        dirty[u] = false;
        change -= external[u];
        look(tally, u);
        change += external[u];
      }
    }
    return change;
  }

  /** Finds the best other part of a node. */
  private void look(Tally tally, int u) {
    int n = tally.row(graph, u, parts.of);
    int[] sum = tally.sum;
    int own = parts.of[u];
    int target = -1;
    int targetSum = 0;
    int all = 0;
    int inside = sum[own];
    for (int i = 0; i < n; i++) {
      int p = tally.touched[i];
      int s = sum[p];
      sum[p] = 0;
      all += s;
      if (p != own
          && (s > targetSum || (s == targetSum && parts.weight[p] < parts.weight[target]))) {
        target = p;
        targetSum = s;
      }
    }
    best[u] = target;
    internal[u] = inside;
    external[u] = all - inside;
    gain[u] = targetSum - inside;
  }

  private void filter() {
    workers.loop(graph.nodes(), CHUNK, (slot, from, to) -> nominate(from, to));
    workers.loop(graph.nodes(), CHUNK, (slot, from, to) -> confirm(from, to));
  }

  private void nominate(int from, int to) {
    double lossShare = pace.lossShare();
    for (int u = from; u < to; u++) {
      candidate[u] =
          best[u] >= 0 && !locked[u] && (gain[u] > 0 || -gain[u] < lossShare * internal[u]);
    }
  }

  private void confirm(int from, int to) {
    int @Nullable [] weights = graph.arcWeights();
    for (int u = from; u < to; u++) {
      moving[u] = candidate[u] && (weights == null ? gainUnit(u) : gainWeighted(u, weights)) >= 0;
    }
  }

  private int gainUnit(int u) {
    int[] col = graph.col();
    int end = graph.rowPtr()[u + 1];
    int own = parts.of[u];
    int target = best[u];
    int sum = 0;
    for (int a = graph.rowPtr()[u]; a < end; a++) {
      int p = partAfterBetter(col[a], u);
      sum += p == target ? 1 : p == own ? -1 : 0;
    }
    return sum;
  }

  private int gainWeighted(int u, int[] weights) {
    int[] col = graph.col();
    int end = graph.rowPtr()[u + 1];
    int own = parts.of[u];
    int target = best[u];
    int sum = 0;
    for (int a = graph.rowPtr()[u]; a < end; a++) {
      int p = partAfterBetter(col[a], u);
      sum += p == target ? weights[a] : p == own ? -weights[a] : 0;
    }
    return sum;
  }

  /** Part of {@code v} if all candidates that come before {@code u} moved. */
  private int partAfterBetter(int v, int u) {
    boolean before = candidate[v] && (gain[v] > gain[u] || (gain[v] == gain[u] && v < u));
    return before ? best[v] : parts.of[v];
  }

  private int commit() {
    Arrays.fill(locked, false);
    int n = 0;
    int @Nullable [] nodeWeights = graph.nodeWeights();
    for (int u = 0; u < moving.length; u++) {
      if (!moving[u]) {
        continue;
      }
      int w = nodeWeights == null ? 1 : nodeWeights[u];
      if (parts.weight[parts.of[u]] - w >= parts.floor) {
        parts.move(u, w, best[u]);
        locked[u] = true;
        moved[n++] = u;
      }
    }
    markAround(moved, n);
    if (parts.overload() > 0) {
      int[] others = rebalancing.run();
      markAround(others, others.length);
      n += others.length;
    }
    return n;
  }

  private void markAround(int[] nodes, int n) {
    // several threads may write to one place, but all write the same
    workers.loop(
        n,
        CHUNK,
        (slot, from, to) -> {
          for (int i = from; i < to; i++) {
            int u = nodes[i];
            dirty[u] = true;
            for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
              dirty[graph.col()[a]] = true;
            }
          }
        });
  }
}
