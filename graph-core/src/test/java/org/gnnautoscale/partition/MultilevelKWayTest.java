package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultilevelKWayTest {

  @Test
  void twoCliquesJoinedByAnEdgeAreCutAtThatEdge() {
    Edges edges = new Edges();
    edges.clique(0, 20);
    edges.clique(20, 40);
    edges.join(7, 33);

    PartitionQuality quality = partition(edges.graph(40), 2);

    assertThat(quality.cut()).isEqualTo(1);
    assertThat(quality.largestPart()).isEqualTo(20);
  }

  @Test
  void aPathIsCutOnceBetweenNeighboringParts() {
    Edges edges = new Edges();
    for (int u = 1; u < 3000; u++) {
      edges.join(u - 1, u);
    }

    assertThat(partition(edges.graph(3000), 2).cut()).isEqualTo(1);
    assertThat(partition(edges.graph(3000), 3).cut()).isEqualTo(2);
  }

  @Test
  void aStarLosesTheLeavesThatDoNotFitBesideItsHub() {
    Edges edges = new Edges();
    for (int leaf = 1; leaf < 4000; leaf++) {
      edges.join(0, leaf);
    }

    PartitionQuality quality = partition(edges.graph(4000), 4);

    // the part of the hub may hold 1030 nodes
    assertThat(quality.cut()).isEqualTo(4000 - 1030);
  }

  @Test
  void aCliqueIsSplitEvenly() {
    Edges edges = new Edges();
    edges.clique(0, 12);

    PartitionQuality quality = partition(edges.graph(12), 4);

    assertThat(quality.largestPart()).isEqualTo(3);
    assertThat(quality.cut()).isEqualTo(66 - 4 * 3);
  }

  @Test
  void componentsThatFitAreNotCut() {
    Edges edges = new Edges();
    for (int c = 0; c < 40; c++) {
      edges.clique(10 * c, 10 * c + 10);
    }

    assertThat(partition(edges.graph(400), 8).cut()).isEqualTo(0);
  }

  @Test
  void isolatedNodesFillUpTheParts() {
    Edges edges = new Edges();
    edges.clique(0, 30);
    edges.clique(30, 60);

    PartitionQuality quality = partition(edges.graph(200), 4);

    assertThat(quality.cut()).isEqualTo(0);
    assertThat(quality.largestPart()).isEqualTo(50);
    assertThat(quality.smallestPart()).isEqualTo(50);
  }

  @ParameterizedTest(name = "{0} nodes, {1} edges, {2} parts")
  @CsvSource({
    "10, 0, 3",
    "10, 0, 10",
    "10, 4, 7",
    "10, 20, 7",
    "10, 20, 9",
    "10, 20, 10",
    "500, 600, 450",
    "5000, 20000, 4999",
    "5000, 20000, 2500",
    "5000, 20000, 1700",
    "1000, 15, 40",
    "1000, 100, 3",
    "3000, 9000, 1"
  })
  void partsAreBalancedHoweverFewNodesThereAre(int nodes, int edges, int parts) {
    CsrGraph graph = Edges.random(nodes, edges, 5);

    PartitionQuality quality = partition(graph, parts);

    assertWithinLimits(quality, nodes, parts);
  }

  @Test
  void nodeWeightsAreBalanced() {
    int[] weights = new int[2000];
    Arrays.setAll(weights, u -> 1 + u % 7);
    CsrGraph graph = Edges.random(2000, 8000, 3).withNodeWeights(weights);

    PartitionQuality quality = partition(graph, 10);

    assertThat(quality.balance()).isLessThanOrEqualTo(1.03);
    assertThat(quality.smallest()).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void noPartIsEmptyWhereOneNodeWeighsMoreThanAllOthers() {
    int[] weights = new int[50];
    weights[17] = 1_000_000;
    CsrGraph graph = Edges.random(50, 200, 3).withNodeWeights(weights);

    int[] part = new MultilevelKWay(PartitionOptions.of(8)).partition(graph);

    assertThat(Arrays.stream(part).distinct().count()).isEqualTo(8);
  }

  @Test
  void noPartIsEmptyWhereAGraphCouldBeCoarsenedToLessNodesThanParts() {
    Edges edges = new Edges();
    for (int u = 0; u < 1800; u++) {
      edges.join(u, u % 3);
    }
    int[] weights = new int[1800];
    Arrays.fill(weights, 1);
    weights[17] = 1_000_000;
    CsrGraph graph = edges.graph(1800).withNodeWeights(weights);

    int[] part = new MultilevelKWay(PartitionOptions.of(12)).partition(graph);

    assertThat(Arrays.stream(part).distinct().count()).isEqualTo(12);
  }

  @Test
  void hubsOfNoWeightLeaveOtherPartsTheirNodes() {
    Edges edges = new Edges();
    for (int u = 0; u < 500; u++) {
      edges.join(0, u);
    }
    int[] weights = new int[500];
    weights[250] = 1_000_000;
    CsrGraph graph = edges.graph(500).withNodeWeights(weights);
    PartitionOptions options = PartitionOptions.of(400).withObjective(Objective.HALO);

    int[] part = new MultilevelKWay(options).partition(graph);

    assertThat(Arrays.stream(part).distinct().count()).isEqualTo(400);
  }

  @Test
  void aPartOutweighsTheAverageByANodeAtMostWhereNoneHasRoomForOneMore() {
    Edges edges = new Edges();
    for (int leaf = 1; leaf < 500; leaf++) {
      edges.join(0, leaf);
    }
    int[] weights = new int[500];
    Arrays.setAll(weights, u -> 1 + u % 5);
    CsrGraph graph = edges.graph(500).withNodeWeights(weights);

    PartitionQuality quality = partition(graph, 207);

    // the average is 7.2
    assertThat(quality.largestPart()).isLessThanOrEqualTo(7 + 5);
    assertThat(quality.smallestPart()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void heavyEdgesAreKeptInside() {
    long[] ring = new long[100];
    int[] weights = new int[100];
    for (int u = 0; u < 100; u++) {
      ring[u] = CsrGraph.pair(u, (u + 1) % 100);
      weights[u] = u == 24 || u == 74 ? 1 : 1000;
    }

    PartitionQuality quality = partition(CsrGraph.ofWeightedPairs(100, ring, weights), 2);

    assertThat(quality.weightedCut()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "2, 3"})
  void theThreadsDoNotChangeTheParts(int threads, long seed) {
    CsrGraph graph = Edges.random(20_000, 60_000, seed);
    PartitionOptions options = PartitionOptions.of(30).withSeed(seed);

    int[] one = new MultilevelKWay(options.withThreads(1)).partition(graph);
    int[] many = new MultilevelKWay(options.withThreads(threads)).partition(graph);

    assertThat(many).isEqualTo(one);
  }

  @Test
  void anotherSeedGivesOtherParts() {
    CsrGraph graph = Edges.random(1000, 4000, 1);
    PartitionOptions options = PartitionOptions.of(5);

    assertThat(new MultilevelKWay(options.withSeed(2)).partition(graph))
        .isNotEqualTo(new MultilevelKWay(options).partition(graph));
  }

  @Test
  void morePartsThanNodesIsAnErrorThatTellsBoth() {
    CsrGraph graph = Edges.random(5, 4, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MultilevelKWay(PartitionOptions.of(6)).partition(graph))
        .withMessage("parts must be at most the number of nodes, 5, got 6");
  }

  static void assertWithinLimits(PartitionQuality quality, int nodes, int parts) {
    int even = (nodes + parts - 1) / parts;
    assertThat(quality.largestPart())
        .isLessThanOrEqualTo(Math.max(even, 1030L * nodes / parts / 1000));
    assertThat(quality.smallestPart()).isGreaterThanOrEqualTo(1);
    assertThat(quality.smallest()).isGreaterThanOrEqualTo(0.5);
  }

  private static PartitionQuality partition(CsrGraph graph, int parts) {
    int[] part = new MultilevelKWay(PartitionOptions.of(parts)).partition(graph);
    return PartitionQuality.of(graph, part, parts);
  }
}
