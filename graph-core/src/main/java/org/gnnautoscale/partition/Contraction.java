package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.jspecify.annotations.Nullable;

/**
 * The graph whose nodes are the clusters of another: weights add up, edges inside of a cluster go.
 *
 * <p>A coarse row is gathered where the rows of its members would lie, one after another, so that
 * no thread waits for another; then the gaps are closed. A row never depends on the thread that
 * gathers it.
 *
 * <pre>
 * memory while it runs: 8 bytes an arc of the fine graph, 12 a coarse node for each thread
 * </pre>
 */
final class Contraction {

  private static final int CHUNK = 256;

  private final CsrGraph graph;
  private final Clusters clusters;
  private final Workers workers;
  private final int[] order;
  private final int[] memberPtr;
  private final int[] members;
  private final int[] start;
  private final int[] length;

  private Contraction(CsrGraph graph, Clusters clusters, Workers workers) {
    this.graph = graph;
    this.clusters = clusters;
    this.workers = workers;
    this.order = new int[clusters.count];
    this.memberPtr = new int[clusters.count + 1];
    this.members = new int[graph.nodes()];
    this.start = new int[clusters.count];
    this.length = new int[clusters.count];
  }

  /** The coarse graph, with node and arc weights. */
  static CsrGraph of(CsrGraph graph, Clusters clusters, Workers workers) {
    return new Contraction(graph, clusters, workers).run();
  }

  private CsrGraph run() {
    sortMembers();
    int[] col = new int[graph.arcs()];
    int[] weights = new int[graph.arcs()];
    int[] nodeWeights = new int[clusters.count];
    Tally[] tallies = Tally.forSlots(workers, clusters.count);
    workers.loop(
        clusters.count,
        CHUNK,
        (slot, from, to) -> {
          for (int i = from; i < to; i++) {
            int c = order[i];
            length[c] = gather(i, tallies[slot], col, weights);
            nodeWeights[c] = weightOf(i);
          }
        });
    return compact(col, weights).withNodeWeights(nodeWeights);
  }

  /** Clusters in the order of their first members, as these lie close to each other in memory. */
  private void sortMembers() {
    int[] of = clusters.of;
    int[] rank = new int[clusters.count];
    Arrays.fill(rank, -1);
    int n = 0;
    for (int u = 0; u < of.length; u++) {
      int c = of[u];
      if (rank[c] < 0) {
        order[n] = c;
        rank[c] = n++;
      }
      memberPtr[rank[c] + 1]++;
    }
    for (int i = 0; i < n; i++) {
      memberPtr[i + 1] += memberPtr[i];
    }
    int[] cursor = Arrays.copyOf(memberPtr, n);
    for (int u = 0; u < of.length; u++) {
      members[cursor[rank[of[u]]]++] = u;
    }
    int arcs = 0;
    for (int i = 0; i < n; i++) {
      start[order[i]] = arcs;
      for (int m = memberPtr[i]; m < memberPtr[i + 1]; m++) {
        arcs += graph.degree(members[m]);
      }
    }
  }

  private int gather(int i, Tally tally, int[] col, int[] weights) {
    int n = 0;
    int @Nullable [] fine = graph.arcWeights();
    for (int m = memberPtr[i]; m < memberPtr[i + 1]; m++) {
      int u = members[m];
      n = fine == null ? addUnit(u, n, tally) : addWeighted(u, fine, n, tally);
    }
    int c = order[i];
    int[] sum = tally.sum;
    int end = start[c];
    for (int k = 0; k < n; k++) {
      int d = tally.label[k];
      if (d != c) {
        col[end] = d;
        weights[end++] = sum[d];
      }
      sum[d] = 0;
    }
    return end - start[c];
  }

  private int addUnit(int u, int n, Tally tally) {
    int[] col = graph.col();
    int[] of = clusters.of;
    int[] sum = tally.sum;
    int end = graph.rowPtr()[u + 1];
    for (int a = graph.rowPtr()[u]; a < end; a++) {
      int d = of[col[a]];
      if (sum[d] == 0) {
        tally.label[n++] = d;
      }
      sum[d]++;
    }
    return n;
  }

  private int addWeighted(int u, int[] weights, int n, Tally tally) {
    int[] col = graph.col();
    int[] of = clusters.of;
    int[] sum = tally.sum;
    int end = graph.rowPtr()[u + 1];
    for (int a = graph.rowPtr()[u]; a < end; a++) {
      int d = of[col[a]];
      if (sum[d] == 0) {
        tally.label[n++] = d;
      }
      sum[d] += weights[a];
    }
    return n;
  }

  private int weightOf(int i) {
    int weight = 0;
    for (int m = memberPtr[i]; m < memberPtr[i + 1]; m++) {
      weight += graph.nodeWeight(members[m]);
    }
    return weight;
  }

  private CsrGraph compact(int[] col, int[] weights) {
    int[] rowPtr = new int[clusters.count + 1];
    for (int c = 0; c < clusters.count; c++) {
      rowPtr[c + 1] = rowPtr[c] + length[c];
    }
    int[] packedCol = new int[rowPtr[clusters.count]];
    int[] packedWeights = new int[rowPtr[clusters.count]];
    workers.loop(
        clusters.count,
        CHUNK,
        (slot, from, to) -> {
          for (int c = from; c < to; c++) {
            System.arraycopy(col, start[c], packedCol, rowPtr[c], length[c]);
            System.arraycopy(weights, start[c], packedWeights, rowPtr[c], length[c]);
          }
        });
    return CsrGraph.of(rowPtr, packedCol).withArcWeights(packedWeights);
  }
}
