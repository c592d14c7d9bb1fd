package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.gnnautoscale.partition.OddGraphs.NodeWeights;

/** The order in which nodes are visited leads back to the order in which they came. */
class RelabelingPropertyTest {

  @Property(tries = 200, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void everyNodeHasOnePlace(@ForAll("graphs") OddGraph odd, @ForAll boolean keepIsolated) {
    CsrGraph graph = odd.csr();

    Relabeling sorted = new Relabeling(graph, keepIsolated);

    int[] all = Arrays.copyOf(sorted.original, graph.nodes());
    int aside = sorted.isolated.length;
    System.arraycopy(sorted.isolated, 0, all, graph.nodes() - aside, aside);
    assertThat(all).containsExactlyInAnyOrder(IntStream.range(0, graph.nodes()).toArray());
  }

  @Property(tries = 200, seed = "2", edgeCases = EdgeCasesMode.NONE)
  void rowsAndWeightsMoveWithTheirNodes(
      @ForAll("graphs") OddGraph odd, @ForAll boolean keepIsolated) {
    CsrGraph graph = odd.csr();
    Relabeling sorted = new Relabeling(graph, keepIsolated);

    CsrGraph moved;
    try (Workers workers = Workers.of(2)) {
      moved = sorted.graph(workers);
    }

    for (int i = 0; i < moved.nodes(); i++) {
      int u = sorted.original[i];
      assertThat(moved.nodeWeight(i)).isEqualTo(graph.nodeWeight(u));
      assertThat(row(moved, i, sorted.original))
          .containsExactlyInAnyOrder(row(graph, u, IntStream.range(0, graph.nodes()).toArray()));
    }
    assertThat(moved.arcs()).isEqualTo(graph.arcs());
  }

  @Provide
  Arbitrary<OddGraph> graphs() {
    return OddGraphs.small(NodeWeights.values());
  }

  /** Neighbors, by the names they are given, and the weights of the edges to them. */
  private static long[] row(CsrGraph graph, int u, int[] names) {
    int[] weights = graph.arcWeights();
    return IntStream.range(graph.rowPtr()[u], graph.rowPtr()[u + 1])
        .mapToLong(a -> CsrGraph.pair(names[graph.col()[a]], weights == null ? 1 : weights[a]))
        .toArray();
  }
}
