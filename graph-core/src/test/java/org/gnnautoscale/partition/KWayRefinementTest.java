package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KWayRefinementTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theCutShrinksWithinTheLimits(long seed) {
    CsrGraph graph = Edges.random(500, 2500, seed);
    int[] part = new SplittableRandom(seed).ints(500, 0, 5).toArray();
    long before = PartitionQuality.of(graph, part, 5).cut();

    refine(graph, new Parts(graph, part, new Limits(5, 130, 60)));

    PartitionQuality after = PartitionQuality.of(graph, part, 5);
    assertThat(after.cut()).isLessThan(before);
    assertThat(after.largestPart()).isLessThanOrEqualTo(130);
    assertThat(after.smallestPart()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void aLossIsTakenBackUnlessMoreIsGainedAfterIt() {
    // two pairs of cliques, each pair one part: no single move gains, so none stays
    Edges edges = new Edges();
    for (int clique = 0; clique < 4; clique++) {
      edges.clique(5 * clique, 5 * clique + 5);
    }
    edges.join(4, 10);
    int[] part = new int[20];
    Arrays.fill(part, 10, 20, 1);
    int[] before = part.clone();
    CsrGraph graph = edges.graph(20);

    refine(graph, new Parts(graph, part, new Limits(2, 12, 8)));

    assertThat(part).isEqualTo(before);
  }

  private static void refine(CsrGraph graph, Parts parts) {
    int[] all = IntStream.range(0, graph.nodes()).toArray();
    new KWayRefinement(graph, new MoveLog(parts), all).run();
  }
}
