package org.gnnautoscale.partition;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;

/** What holds for every graph; {@link PartitionQuality} refuses parts out of range. */
class MultilevelKWayPropertyTest {

  @Property(tries = 200, seed = "1")
  void partsAreInRangeBalancedAndNotEmpty(
      @ForAll @IntRange(min = 1, max = 120) int nodes,
      @ForAll @IntRange(min = 0, max = 400) int edges,
      @ForAll @IntRange(min = 0, max = 119) int fewer,
      @ForAll Objective objective,
      @ForAll long seed) {
    int parts = Math.max(1, nodes - fewer);
    CsrGraph graph = Edges.random(nodes, edges, seed);
    PartitionOptions options =
        PartitionOptions.of(parts).withSeed(seed).withThreads(1).withObjective(objective);

    int[] part = new MultilevelKWay(options).partition(graph);

    MultilevelKWayTest.assertWithinLimits(PartitionQuality.of(graph, part, parts), nodes, parts);
  }

  @Property(tries = 100, seed = "1")
  void weightsOfEdgesUpToTheLargestDoNotChangeThat(
      @ForAll @IntRange(min = 1, max = 120) int nodes,
      @ForAll @IntRange(min = 1, max = 400) int edges,
      @ForAll @IntRange(min = 0, max = 119) int fewer,
      @ForAll long seed) {
    int parts = Math.max(1, nodes - fewer);
    CsrGraph graph = weighted(Edges.random(nodes, edges, seed), seed);
    PartitionOptions options = PartitionOptions.of(parts).withSeed(seed).withThreads(1);

    int[] part = new MultilevelKWay(options).partition(graph);

    MultilevelKWayTest.assertWithinLimits(PartitionQuality.of(graph, part, parts), nodes, parts);
  }

  /** One edge has nearly all the weight that arcs may have together. */
  private static CsrGraph weighted(CsrGraph graph, long seed) {
    int[] weights = new int[graph.arcs()];
    int heaviest = (Integer.MAX_VALUE - 1000 * graph.arcs()) / 2;
    int first = -1;
    for (int u = 0; u < graph.nodes(); u++) {
      for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
        int v = graph.col()[a];
        int edge = 1000 * Math.min(u, v) + Math.max(u, v);
        first = first < 0 ? edge : first;
        weights[a] = edge == first ? heaviest : 1 + Math.floorMod(Mix.hash(edge, (int) seed), 1000);
      }
    }
    return graph.withArcWeights(weights);
  }
}
