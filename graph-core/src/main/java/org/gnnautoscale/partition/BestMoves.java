package org.gnnautoscale.partition;

import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;

/**
 * The best other part of each node with neighbors elsewhere, and what moving there gains; looked up
 * again only for nodes around which something moved.
 *
 * <pre>
 * 26 bytes a node
 * </pre>
 */
final class BestMoves {

  private static final int CHUNK = 1024;

  /** Above this share of stale nodes they are visited in the order of memory. */
  private static final int MANY = 8;

  /** Part with the most weight in common, among equals the lightest; -1 inside of a part. */
  final int[] target;

  /** What moving there takes off the cut; only where there is a target. */
  final int[] gain;

  /** Weight in common with the own part; only where there is a target. */
  final int[] internal;

  private final int[] external;
  private final CsrGraph graph;
  private final Parts parts;
  private final Workers workers;
  private final Tally[] tallies;
  private final int[] boundary;
  private final boolean[] listed;
  private final int[] stale;
  private final boolean[] isStale;
  private int numBoundary;
  private int numStale;
  private long cutArcs;

  /** Nothing is looked up before the first {@link #refresh}. */
  BestMoves(CsrGraph graph, Parts parts, Boundary near, Workers workers, Tally[] tallies) {
    int n = graph.nodes();
    this.target = new int[n];
    this.gain = new int[n];
    this.internal = new int[n];
    this.external = new int[n];
    this.graph = graph;
    this.parts = parts;
    this.workers = workers;
    this.tallies = tallies;
    this.boundary = new int[n];
    this.listed = new boolean[n];
    this.stale = new int[n];
    this.isStale = new boolean[n];
    for (int u = 0; u < n; u++) {
      if (near.has(u)) {
        isStale[u] = true;
        numStale++;
      }
    }
    sortStale();
  }

  /** How many nodes have a target. */
  int count() {
    return numBoundary;
  }

  /** A node that has a target, {@code i} from 0 to {@link #count}-1. */
  int node(int i) {
    return boundary[i];
  }

  /** The nodes that have a target, ascending. */
  int[] nodes() {
    refresh();
    int[] nodes = Arrays.copyOf(boundary, numBoundary);
    Arrays.sort(nodes);
    return nodes;
  }

  /** Whether a node has a neighbor in another part. */
  boolean isOuter(int u) {
    return external[u] > 0;
  }

  /** Weight of arcs between parts, twice the cut. */
  long cutArcs() {
    return cutArcs;
  }

  /** Tells that the nodes of these moves are elsewhere now. */
  void moved(MoveLog log, int from) {
    for (int i = from; i < log.size(); i++) {
      int u = log.node(i);
      touch(u);
      for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
        touch(graph.col()[a]);
      }
    }
  }

  private void touch(int u) {
    if (!isStale[u]) {
      isStale[u] = true;
      stale[numStale++] = u;
    }
  }

  /** Looks at all nodes around which something moved. */
  void refresh() {
    if (numStale > graph.nodes() / MANY) {
      sortStale();
    }
    LongAdder change = new LongAdder();
    workers.loop(numStale, CHUNK, (slot, from, to) -> change.add(look(tallies[slot], from, to)));
    cutArcs += change.sum();
    dropInner();
    for (int i = 0; i < numStale; i++) {
      int u = stale[i];
      isStale[u] = false;
      if (external[u] > 0 && !listed[u]) {
        listed[u] = true;
        boundary[numBoundary++] = u;
      }
    }
    numStale = 0;
  }

  private void sortStale() {
    int n = 0;
    for (int u = 0; u < isStale.length; u++) {
      if (isStale[u]) {
        stale[n++] = u;
      }
    }
  }

  private void dropInner() {
    int kept = 0;
    for (int i = 0; i < numBoundary; i++) {
      int u = boundary[i];
      listed[u] = external[u] > 0;
      if (listed[u]) {
        boundary[kept++] = u;
      }
    }
    numBoundary = kept;
  }

  private long look(Tally tally, int from, int to) {
    long change = 0;
    for (int i = from; i < to; i++) {
      int u = stale[i];
      change -= external[u];
      look(tally, u);
      change += external[u];
    }
    return change;
  }

  private void look(Tally tally, int u) {
    int n = tally.row(graph, u, parts.of);
    int best = -1;
    int bestSum = 0;
    int all = 0;
    for (int i = 0; i < n; i++) {
      int p = tally.label[i];
      int s = tally.total[i];
      all += s;
      if (s > bestSum || (s == bestSum && parts.weight[p] < parts.weight[best])) {
        best = p;
        bestSum = s;
      }
    }
    target[u] = best;
    internal[u] = tally.inside;
    external[u] = all;
    gain[u] = bestSum - tally.inside;
  }
}
