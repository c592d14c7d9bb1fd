package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.graph.Workers;
import org.junit.jupiter.api.Test;

class HierarchyTest {

  @Test
  void coarseningWithinPartsKeepsTheCut() {
    CsrGraph graph = Edges.random(500, 2000, 3);
    int[] part = new SplittableRandom(3).ints(500, 0, 4).toArray();
    try (Workers workers = Workers.of(2)) {
      Hierarchy levels = Hierarchy.within(graph, part, 20, 1, workers);
      int[] coarse = levels.lifted(part);

      assertThat(levels.levels()).isGreaterThan(2);
      assertThat(PartitionQuality.of(levels.coarsest(), coarse, 4).weightedCut())
          .isEqualTo(PartitionQuality.of(graph, part, 4).cut());
      int[] back = coarse;
      for (int level = levels.levels() - 2; level >= 0; level--) {
        back = levels.project(level, back);
      }
      assertThat(back).isEqualTo(part);
    }
  }
}
