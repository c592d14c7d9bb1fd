package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Rounds in which every node takes the heaviest label around it that has room.
 *
 * <p>A round is cut into slices of node ids. In a slice all threads only propose; then the
 * proposals are carried out one after another in the order of ids, as far as there still is room.
 * So the result does not depend on threads, and later slices see what earlier ones did.
 *
 * <p>Serves coarsening (labels are clusters) and refinement (labels are parts). Changes the labels
 * and label weights it is given.
 *
 * @see <a href="https://arxiv.org/abs/1402.3281">Meyerhenke, Sanders, Schulz: size-constrained
 *     label propagation, 2014</a>
 */
final class LabelPropagation {

  private static final int CHUNK = 1024;

  private final CsrGraph graph;
  private final int[] label;
  private final int[] weight;
  private final int cap;
  private final Parts labels;
  private final @Nullable Boundary boundary;
  private final Workers workers;
  private final Tally[] tallies;
  private final int[] proposal;

  /**
   * Prepares rounds.
   *
   * @param labels changed by rounds; no label leaves its bounds by a move
   * @param boundary the nodes to look at, or null for all; grows with rounds
   */
  LabelPropagation(CsrGraph graph, Parts labels, @Nullable Boundary boundary, Workers workers) {
    this.graph = graph;
    this.label = labels.of;
    this.weight = labels.weight;
    this.cap = labels.cap;
    this.labels = labels;
    this.boundary = boundary;
    this.workers = workers;
    this.tallies = Tally.forSlots(workers, weight.length);
    this.proposal = new int[graph.nodes()];
  }

  /** How many nodes a round moved, and how many labels it left without nodes. */
  record Moves(int moved, int emptied) {

    Moves plus(Moves other) {
      return new Moves(moved + other.moved, emptied + other.emptied);
    }
  }

  /** One round over all nodes. */
  Moves round(int slices, long seed) {
    Moves moves = new Moves(0, 0);
    for (int s = 0; s < slices; s++) {
      int from = (int) ((long) graph.nodes() * s / slices);
      int to = (int) ((long) graph.nodes() * (s + 1) / slices);
      int salt = (int) Mix.seed(seed, s);
      workers.loop(
          to - from, CHUNK, (slot, a, b) -> propose(tallies[slot], from + a, from + b, salt));
      moves = moves.plus(commit(from, to));
    }
    return moves;
  }

  private void propose(Tally tally, int from, int to, int salt) {
    int[] weights = graph.arcWeights();
    if (weights == null) {
      proposeUnit(tally, from, to, salt);
    } else {
      proposeWeighted(tally, weights, from, to, salt);
    }
  }

  // Two loops: one with a test for absent weights is compiled twice, and thrown away at level 1.
  private void proposeUnit(Tally tally, int from, int to, int salt) {
    int[] rowPtr = graph.rowPtr();
    int[] col = graph.col();
    for (int u = from; u < to; u++) {
      if (isLooked(u)) {
        int n = tally.countRow(col, rowPtr[u], rowPtr[u + 1], label, label[u]);
        proposal[u] = choose(tally, n, label[u], graph.nodeWeight(u), salt);
      }
    }
  }

  private void proposeWeighted(Tally tally, int[] weights, int from, int to, int salt) {
    int[] rowPtr = graph.rowPtr();
    int[] col = graph.col();
    for (int u = from; u < to; u++) {
      if (isLooked(u)) {
        int n = tally.sumRow(col, weights, rowPtr[u], rowPtr[u + 1], label, label[u]);
        proposal[u] = choose(tally, n, label[u], graph.nodeWeight(u), salt);
      }
    }
  }

  private boolean isLooked(int u) {
    return boundary == null || boundary.has(u);
  }

  /** The heaviest label with room; among equals the own one, else the one with the lowest hash. */
  private int choose(Tally tally, int n, int own, int nodeWeight, int salt) {
    int best = own;
    int bestSum = tally.inside;
    int room = cap - nodeWeight;
    for (int i = 0; i < n; i++) {
      int l = tally.label[i];
      int s = tally.total[i];
      if (s >= bestSum
          && weight[l] <= room
          && (s > bestSum || (best != own && Mix.hash(l, salt) < Mix.hash(best, salt)))) {
        best = l;
        bestSum = s;
      }
    }
    return best;
  }

  private Moves commit(int from, int to) {
    int @Nullable [] nodeWeights = graph.nodeWeights();
    int moved = 0;
    int emptied = 0;
    for (int u = from; u < to; u++) {
      int own = label[u];
      int w = nodeWeights == null ? 1 : nodeWeights[u];
      if (isLooked(u) && labels.follow(u, w, proposal[u])) {
        moved++;
        if (boundary != null) {
          boundary.addAround(u);
        }
        emptied += weight[own] == 0 ? 1 : 0;
      }
    }
    return new Moves(moved, emptied);
  }
}
