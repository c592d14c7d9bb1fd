package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;

/**
 * Moves single nodes between parts, the one that gains most first, also where the cut gets worse
 * for a while, and goes back to the best state seen.
 *
 * <p>Reaches what moving many nodes at once does not, at a cost that grows with the degrees: what a
 * pass may look at is bounded by a multiple of the arcs. Sequential.
 *
 * @see <a href="https://doi.org/10.1109/DAC.1982.1585498">Fiduccia and Mattheyses, 1982</a>
 */
final class KWayRefinement {

  private static final int PASSES = 3;
  private static final int LEAST_PATIENCE = 50;
  private static final long ROWS_PER_PASS = 8;

  private final CsrGraph graph;
  private final Parts parts;
  private final Tally tally;
  private final GainHeap heap;
  private final boolean[] locked;
  private final int[] nodes;
  private final MoveLog log;
  private long looked;
  private int target;

  /**
   * Prepares to refine.
   *
   * @param nodes where moves may start: those with neighbors in other parts
   */
  KWayRefinement(CsrGraph graph, MoveLog log, int[] nodes) {
    int n = graph.nodes();
    this.graph = graph;
    this.parts = log.parts();
    this.log = log;
    this.nodes = nodes;
    this.tally = new Tally(parts.count());
    this.heap = new GainHeap(n);
    this.locked = new boolean[n];
  }

  /** Refines until a pass gains nothing. */
  void run() {
    for (int pass = 0; pass < PASSES && pass(); pass++) {}
  }

  private boolean pass() {
    begin();
    long budget = ROWS_PER_PASS * graph.arcs();
    int patience = Math.max(LEAST_PATIENCE, graph.nodes() / 20);
    long gained = 0;
    long best = 0;
    int bestMoves = 0;
    looked = 0;
    while (!heap.isEmpty() && log.size() - bestMoves <= patience && looked < budget) {
      int u = heap.top();
      heap.remove(u);
      locked[u] = true;
      int gain = look(u);
      if (target >= 0) {
        gained += gain;
        move(u);
        if (gained > best) {
          best = gained;
          bestMoves = log.size();
        }
      }
    }
    log.rewind(bestMoves);
    return best > 0;
  }

  private void begin() {
    log.clear();
    heap.clear();
    Arrays.fill(locked, false);
    for (int u : nodes) {
      offer(u);
    }
  }

  private void offer(int u) {
    int gain = look(u);
    if (target >= 0) {
      heap.put(u, gain);
    } else if (heap.contains(u)) {
      heap.remove(u);
    }
  }

  /** Finds the best other part with room, or sets the target to -1; gives the gain. */
  private int look(int u) {
    looked += graph.degree(u);
    int n = tally.row(graph, u, parts.of);
    int w = graph.nodeWeight(u);
    int best = tally.heaviest(n, parts, parts.cap - w);
    boolean stays = best < 0 || parts.weight[parts.of[u]] - w < parts.floor;
    target = stays ? -1 : tally.label[best];
    return stays ? 0 : tally.total[best] - tally.inside;
  }

  private void move(int u) {
    log.move(u, graph.nodeWeight(u), target);
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      int v = graph.col()[a];
      if (!locked[v]) {
        offer(v);
      }
    }
  }
}
