package org.gnnautoscale.partition;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.jspecify.annotations.Nullable;

/**
 * Coarsening by heavy-edge matching: pairs of nodes that are joined by a heavy edge.
 *
 * <p>Halves a graph gently, level by level, which suits meshes and small graphs. As in {@link
 * LabelPropagation}, a slice of nodes proposes in parallel, then pairs are made in the order of
 * ids.
 *
 * @see <a href="https://doi.org/10.1137/S1064827595287997">Karypis and Kumar, METIS, 1998</a>
 */
final class EdgeMatching {

  private static final int ROUNDS = 3;
  private static final int SLICES = 8;
  private static final int CHUNK = 1024;

  private final CsrGraph graph;
  private final int cap;
  private final Workers workers;
  private final int[] label;
  private final int[] weight;
  private final boolean[] paired;
  private final int[] proposal;
  private final int @Nullable [] within;

  private EdgeMatching(CsrGraph graph, int cap, int @Nullable [] within, Workers workers) {
    int n = graph.nodes();
    this.graph = graph;
    this.cap = cap;
    this.workers = workers;
    this.label = new int[n];
    this.weight = new int[n];
    this.paired = new boolean[n];
    this.proposal = new int[n];
    this.within = within;
    for (int u = 0; u < n; u++) {
      label[u] = u;
      weight[u] = graph.nodeWeight(u);
    }
  }

  /**
   * Matches the nodes; those that find nobody stay alone.
   *
   * @param cap heaviest pair
   */
  static Clusters match(CsrGraph graph, int cap, long seed, Workers workers) {
    EdgeMatching matching = new EdgeMatching(graph, cap, null, workers);
    matching.pair(seed);
    new TwoHop(graph, matching.label, matching.weight, cap, 2).join();
    return Clusters.ofLabels(graph, matching.label);
  }

  /**
   * Matches nodes of the same part only.
   *
   * @param cap heaviest pair
   * @param part int32 [nodes]
   */
  static Clusters matchWithin(CsrGraph graph, int[] part, int cap, long seed, Workers workers) {
    EdgeMatching matching = new EdgeMatching(graph, cap, part, workers);
    matching.pair(seed);
    return Clusters.ofLabels(graph, matching.label);
  }

  private void pair(long seed) {
    int n = graph.nodes();
    for (int r = 0; r < ROUNDS; r++) {
      int pairs = 0;
      for (int s = 0; s < SLICES; s++) {
        int from = (int) ((long) n * s / SLICES);
        int to = (int) ((long) n * (s + 1) / SLICES);
        int salt = (int) Mix.seed(seed, r * SLICES + s);
        workers.loop(to - from, CHUNK, (slot, a, b) -> propose(from + a, from + b, salt));
        pairs += commit(from, to);
      }
      if (pairs < n / 50) {
        break;
      }
    }
  }

  private void propose(int from, int to, int salt) {
    for (int u = from; u < to; u++) {
      proposal[u] = paired[u] ? -1 : favorite(u, salt);
    }
  }

  /** The free neighbor with the heaviest edge for its weight; among equals the lowest hash. */
  private int favorite(int u, int salt) {
    int[] col = graph.col();
    int @Nullable [] weights = graph.arcWeights();
    int room = cap - weight[u];
    int best = -1;
    double bestRating = 0;
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      int v = col[a];
      if (paired[v] || weight[v] > room || isApart(u, v)) {
        continue;
      }
      double rating = (weights == null ? 1.0 : weights[a]) / Math.max(1, weight[v]);
      if (rating > bestRating
          || (rating == bestRating && Mix.hash(v, salt) < Mix.hash(best, salt))) {
        best = v;
        bestRating = rating;
      }
    }
    return best;
  }

  private boolean isApart(int u, int v) {
    return within != null && within[u] != within[v];
  }

  private int commit(int from, int to) {
    int pairs = 0;
    for (int u = from; u < to; u++) {
      int v = proposal[u];
      if (v >= 0 && !paired[u] && !paired[v]) {
        paired[u] = true;
        paired[v] = true;
        label[v] = u;
        weight[u] += weight[v];
        weight[v] = 0;
        pairs++;
      }
    }
    return pairs;
  }
}
