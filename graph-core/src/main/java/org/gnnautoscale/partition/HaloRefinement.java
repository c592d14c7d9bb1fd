package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/**
 * Moves single nodes between parts so that fewer copies of nodes are needed: the halo, which is
 * what a batch pulls from histories, where the cut only bounds it.
 *
 * <p>A node {@code u} has a copy in each other part that holds a neighbor of it. Moving it from
 * {@code o} to {@code d} saves the copy in {@code d}, and may need one in {@code o}; each neighbor
 * whose only link to {@code o} it was loses its copy there, and each that had no link to {@code d}
 * gets one there. As in {@link KWayRefinement}, moves may lose for a while, and the best state seen
 * is kept. Gains are first computed in parallel; moves are sequential.
 *
 * <pre>
 * 8 bytes an arc, 37 a node
 * </pre>
 */
final class HaloRefinement {

  private static final int CHUNK = 512;
  private static final int PASSES = 4;
  private static final int LEAST_PATIENCE = 100;
  private static final int LOOKS_PER_ARC = 40;

  /** Looking at a hub costs as much as at all its neighbors, and hardly ever moves it. */
  private static final int LEAST_HUB = 64;

  private static final int HUB_TIMES_AVERAGE = 4;

  /** A gain is halo first, and cut among equals. */
  private static final int HALO = 1 << 12;

  private static final int MOST_HALO = 1 << 18;

  private final CsrGraph graph;
  private final Parts parts;
  private final Workers workers;
  private final NeighborParts around;
  private final Look[] looks;
  private final GainHeap heap;
  private final boolean[] locked;
  private final MoveLog log;
  private final int hub;

  HaloRefinement(CsrGraph graph, Parts parts, Workers workers) {
    int n = graph.nodes();
    this.graph = graph;
    this.parts = parts;
    this.workers = workers;
    this.around = new NeighborParts(graph, parts.of, parts.count(), workers);
    this.looks = new Look[workers.threads()];
    for (int i = 0; i < looks.length; i++) {
      looks[i] = new Look();
    }
    this.heap = new GainHeap(n);
    this.locked = new boolean[n];
    this.log = new MoveLog(parts);
    this.hub = (int) Math.max(LEAST_HUB, HUB_TIMES_AVERAGE * (long) graph.arcs() / Math.max(1, n));
  }

  /** Refines until a pass gains little. */
  void run() {
    for (int pass = 0; pass < PASSES && pass(); pass++) {}
  }

  private boolean pass() {
    begin();
    Look look = looks[0];
    look.steps = 0;
    long budget = (long) LOOKS_PER_ARC * graph.arcs();
    int patience = Math.max(LEAST_PATIENCE, graph.nodes() / 50);
    long gained = 0;
    long best = 0;
    int bestMoves = 0;
    while (!heap.isEmpty() && log.size() - bestMoves <= patience && look.steps < budget) {
      int u = heap.top();
      heap.remove(u);
      int gain = look.at(u);
      if (look.target < 0) {
        continue;
      }
      if (!heap.isEmpty() && gain < heap.gain(heap.top())) {
        heap.put(u, gain); // it was computed before others moved
        continue;
      }
      locked[u] = true;
      gained += gain;
      move(u, look.target);
      offerAround(u);
      if (gained > best) {
        best = gained;
        bestMoves = log.size();
      }
    }
    takeBack(bestMoves);
    return best > (long) HALO * graph.nodes() / 1000;
  }

  private void begin() {
    log.clear();
    heap.clear();
    int[] gain = new int[graph.nodes()];
    workers.loop(
        gain.length,
        CHUNK,
        (slot, a, b) -> {
          for (int u = a; u < b; u++) {
            gain[u] = looks[slot].at(u);
            locked[u] = looks[slot].target < 0;
          }
        });
    for (int u = 0; u < gain.length; u++) {
      if (!locked[u]) {
        heap.put(u, gain[u]);
      }
      locked[u] = false;
    }
  }

  private static int within(int value, int most) {
    return Math.max(-most, Math.min(most, value));
  }

  private void move(int u, int target) {
    int own = parts.of[u];
    log.move(u, graph.nodeWeight(u), target);
    tellNeighbors(u, own, target);
  }

  private void takeBack(int moves) {
    while (log.size() > moves) {
      int u = log.node(log.size() - 1);
      int left = parts.of[u];
      log.rewind(log.size() - 1);
      tellNeighbors(u, left, parts.of[u]);
    }
  }

  private void tellNeighbors(int u, int from, int to) {
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      around.moved(graph.col()[a], from, to);
    }
  }

  private void offerAround(int u) {
    Look look = looks[0];
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      int v = graph.col()[a];
      if (!locked[v] && graph.degree(v) <= hub) {
        int gain = look.at(v);
        if (look.target >= 0) {
          heap.put(v, gain);
        } else if (heap.contains(v)) {
          heap.remove(v);
        }
      }
    }
  }

  /** Looks for the best other part of a node; one for each thread. */
  private final class Look {
    private final int[] linked = new int[parts.count()];
    private int target;
    private long steps;

    /** Gain of the best move, which sets the target; the target is -1 if there is none. */
    int at(int u) {
      target = -1;
      int own = parts.of[u];
      int w = graph.nodeWeight(u);
      int first = graph.rowPtr()[u];
      int end = first + around.size[u];
      boolean stays = around.size[u] == 1 && around.part[first] == own;
      if (stays || parts.weight[own] - w < parts.floor) {
        return 0;
      }
      int saved = scan(u, own);
      int inside = around.count(u, own);
      int degree = graph.degree(u);
      int best = Integer.MIN_VALUE;
      for (int i = first; i < end; i++) {
        int d = around.part[i];
        if (d == own || parts.weight[d] > parts.cap - w) {
          continue;
        }
        int joined = around.count[i];
        int halo = 1 - (inside > 0 ? 1 : 0) + saved - (degree - joined - linked[d]);
        int gain = within(halo, MOST_HALO) * HALO + within(joined - inside, HALO / 2 - 1);
        if (gain > best) {
          best = gain;
          target = d;
        }
      }
      clear(u);
      return best;
    }

    /** Counts the neighbors that have links to a part from outside; gives the copies saved. */
    private int scan(int u, int own) {
      int saved = 0;
      for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
        int v = graph.col()[a];
        int home = parts.of[v];
        int start = graph.rowPtr()[v];
        int stop = start + around.size[v];
        steps += stop - start;
        for (int i = start; i < stop; i++) {
          int p = around.part[i];
          if (p != home) {
            linked[p]++;
            saved += p == own && around.count[i] == 1 ? 1 : 0;
          }
        }
      }
      return saved;
    }

    private void clear(int u) {
      for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
        int v = graph.col()[a];
        int start = graph.rowPtr()[v];
        int stop = start + around.size[v];
        for (int i = start; i < stop; i++) {
          linked[around.part[i]] = 0;
        }
      }
    }
  }
}
