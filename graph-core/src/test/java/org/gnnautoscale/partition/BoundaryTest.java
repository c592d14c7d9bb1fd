package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundaryTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void allNodesWithOtherNeighborsAreInTheProjectedOne(long seed) {
    CsrGraph graph = Edges.random(400, 700, seed);
    try (Workers workers = Workers.of(1)) {
      Clusters clusters = Coarsening.MATCHING.cluster(graph, 1, 3, seed, workers);
      CsrGraph coarse = Contraction.of(graph, clusters, workers);
      int[] part = new int[coarse.nodes()];
      for (int u = 0; u < part.length; u++) {
        part[u] = 4 * u / part.length;
      }

      Boundary boundary = Boundary.projected(graph, clusters.of, coarse, part, workers);

      int outside = 0;
      for (int u = 0; u < graph.nodes(); u++) {
        boolean outer = false;
        for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
          outer |= part[clusters.of[graph.col()[a]]] != part[clusters.of[u]];
        }
        outside += boundary.has(u) ? 0 : 1;
        assertThat(boundary.has(u) || !outer).isTrue();
      }
      assertThat(outside).isPositive();
    }
  }
}
