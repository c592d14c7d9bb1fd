package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.graph.Workers;
import org.junit.jupiter.api.Test;

class HubPartsTest {

  private static final int PARTS = 20;
  private static final int CORE = 120;
  private static final int NODES = PARTS * CORE;

  @Test
  void aDenseCoreWithLeavesAtRandomBecomesAPartOfItsOwn() {
    SplittableRandom random = new SplittableRandom(1);
    Edges edges = new Edges();
    edges.clique(0, CORE);
    for (int u = CORE; u < NODES; u++) {
      for (int i = 0; i < 3; i++) {
        edges.join(u, random.nextInt(CORE));
      }
    }
    CsrGraph graph = edges.graph(NODES);

    int[] part = new MultilevelKWay(PartitionOptions.of(PARTS)).partition(graph);

    assertThat(Arrays.stream(part, 0, CORE).distinct().count()).isEqualTo(1);
    MultilevelKWayTest.assertWithinLimits(PartitionQuality.of(graph, part, PARTS), NODES, PARTS);
  }

  @Test
  void communitiesStayAsTheyAre() {
    Edges edges = new Edges();
    for (int p = 0; p < PARTS; p++) {
      edges.clique(p * CORE, (p + 1) * CORE);
      edges.join(p * CORE, (p + 1) * CORE % NODES);
    }
    CsrGraph graph = edges.graph(NODES);
    Limits limits = Limits.of(NODES, PARTS, 0.03);
    try (Workers workers = Workers.of(1)) {
      assertThat(new HubParts(graph, limits, workers).lessCut(PARTS, 1)).isEmpty();
    }
  }
}
