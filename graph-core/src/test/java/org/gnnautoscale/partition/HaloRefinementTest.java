package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.graph.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HaloRefinementTest {

  private static final int PARTS = 7;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theHaloShrinksWithinTheLimits(long seed) {
    CsrGraph graph = Edges.random(600, 3000, seed);
    int[] part = new SplittableRandom(seed).ints(600, 0, PARTS).toArray();
    Limits limits = new Limits(PARTS, 120, 40);
    long before = PartitionQuality.of(graph, part, PARTS).halo();

    try (Workers workers = Workers.of(2)) {
      new HaloRefinement(graph, new Parts(graph, part, limits), workers).run();
    }

    PartitionQuality after = PartitionQuality.of(graph, part, PARTS);
    assertThat(after.halo()).isLessThan(before);
    assertThat(after.largestPart()).isLessThanOrEqualTo(120);
    assertThat(after.smallestPart()).isGreaterThanOrEqualTo(40);
  }

  @Test
  void listsOfNeighborPartsFollowEveryMove() {
    CsrGraph graph = Edges.random(200, 900, 3);
    SplittableRandom random = new SplittableRandom(5);
    int[] part = random.ints(200, 0, PARTS).toArray();
    try (Workers workers = Workers.of(1)) {
      NeighborParts lists = new NeighborParts(graph, part, PARTS, workers);
      for (int i = 0; i < 2000; i++) {
        int u = random.nextInt(200);
        int from = part[u];
        part[u] = random.nextInt(PARTS);
        for (int a = graph.rowPtr()[u]; from != part[u] && a < graph.rowPtr()[u + 1]; a++) {
          lists.moved(graph.col()[a], from, part[u]);
        }
      }
      for (int u = 0; u < 200; u++) {
        for (int p = 0; p < PARTS; p++) {
          assertThat(lists.count(u, p)).isEqualTo(countOf(graph, part, u, p));
        }
      }
    }
  }

  @Test
  void hubsThatHoldTheGraphTogetherShareAPart() {
    // 40 hubs, each joined to every eighth of 3,000 nodes, which are sparsely joined otherwise
    Edges edges = new Edges();
    for (int hub = 0; hub < 40; hub++) {
      for (int u = 40 + hub % 8; u < 3040; u += 8) {
        edges.join(hub, u);
      }
    }
    IntStream.range(40, 3039).forEach(u -> edges.join(u, u + 1));
    CsrGraph graph = edges.graph(3040);
    PartitionOptions cut = PartitionOptions.of(8).withThreads(1);

    PartitionQuality few = quality(graph, cut.withObjective(Objective.HALO));

    assertThat(few.halo()).isLessThan(quality(graph, cut).halo() * 97 / 100);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void theThreadsDoNotChangeTheParts(int threads) {
    CsrGraph graph = Edges.random(5000, 30_000, 9);
    PartitionOptions options = PartitionOptions.of(12).withObjective(Objective.HALO);

    assertThat(new MultilevelKWay(options.withThreads(threads)).partition(graph))
        .isEqualTo(new MultilevelKWay(options.withThreads(1)).partition(graph));
  }

  private static PartitionQuality quality(CsrGraph graph, PartitionOptions options) {
    int[] part = new MultilevelKWay(options).partition(graph);
    return PartitionQuality.of(graph, part, options.parts());
  }

  private static int countOf(CsrGraph graph, int[] part, int u, int p) {
    int count = 0;
    for (int a = graph.rowPtr()[u]; a < graph.rowPtr()[u + 1]; a++) {
      count += part[graph.col()[a]] == p ? 1 : 0;
    }
    return count;
  }
}
