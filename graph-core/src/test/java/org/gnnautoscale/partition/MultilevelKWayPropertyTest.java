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
}
