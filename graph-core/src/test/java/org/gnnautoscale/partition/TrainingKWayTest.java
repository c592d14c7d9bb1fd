package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.junit.jupiter.api.Test;

class TrainingKWayTest {

  @Test
  void aCliqueOfTrainingNodesIsSpreadOverAllParts() {
    Edges edges = new Edges();
    edges.clique(0, 20);
    edges.clique(20, 60);
    int[] training = new int[60];
    Arrays.fill(training, 0, 20, 1);

    assertEven(edges.graph(60).withNodeWeights(training), 4);
  }

  @Test
  void trainingNodesAreEvenWhereNodesAloneWouldNotMakeThem() {
    CsrGraph graph = Edges.random(4000, 16_000, 5).withNodeWeights(drawn(4000, 200, 5));

    int[] part = new TrainingKWay(PartitionOptions.of(10)).partition(graph);

    PartitionQuality training = PartitionQuality.of(graph, part, 10);
    assertThat(training.largestPart()).isEqualTo(20);
    assertThat(training.smallestPart()).isGreaterThanOrEqualTo(18);
  }

  @Test
  void twoCommunitiesWithEquallyManyTrainingNodesAreCutBetweenThem() {
    Edges edges = new Edges();
    edges.clique(0, 20);
    edges.clique(20, 40);
    edges.join(7, 33);
    int[] training = new int[40];
    training[3] = 1;
    training[25] = 1;

    CsrGraph graph = edges.graph(40).withNodeWeights(training);
    int[] part = new TrainingKWay(PartitionOptions.of(2)).partition(graph);

    assertThat(PartitionQuality.of(graph, part, 2).cut()).isEqualTo(1);
  }

  @Test
  void withFewerTrainingNodesThanPartsNoPartHasTwo() {
    CsrGraph graph = Edges.random(1000, 4000, 7).withNodeWeights(drawn(1000, 5, 7));

    int[] part = new TrainingKWay(PartitionOptions.of(40)).partition(graph);

    assertThat(PartitionQuality.of(graph, part, 40).largestPart()).isEqualTo(1);
    assertEven(graph, 40);
  }

  @Property(tries = 200, seed = "1")
  void bothKindsOfNodesAreWithinTheirBounds(
      @ForAll @IntRange(min = 1, max = 120) int nodes,
      @ForAll @IntRange(min = 0, max = 400) int edges,
      @ForAll @IntRange(min = 0, max = 119) int fewer,
      @ForAll @IntRange(min = 1, max = 120) int training,
      @ForAll Objective objective,
      @ForAll long seed) {
    CsrGraph graph =
        Edges.random(nodes, edges, seed)
            .withNodeWeights(drawn(nodes, Math.min(nodes, training), seed));
    PartitionOptions options =
        PartitionOptions.of(Math.max(1, nodes - fewer))
            .withSeed(seed)
            .withThreads(1)
            .withObjective(objective);

    assertEven(graph, options);
  }

  @Test
  void theThreadsDoNotChangeTheParts() {
    CsrGraph graph = Edges.random(20_000, 60_000, 3).withNodeWeights(drawn(20_000, 1000, 3));
    PartitionOptions options = PartitionOptions.of(30);

    int[] one = new TrainingKWay(options.withThreads(1)).partition(graph);
    int[] many = new TrainingKWay(options.withThreads(3)).partition(graph);

    assertThat(many).isEqualTo(one);
  }

  @Test
  void aGraphWithoutTrainingNodesIsRefused() {
    CsrGraph graph = Edges.random(50, 100, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TrainingKWay(PartitionOptions.of(2)).partition(graph))
        .withMessage("some nodes must be training nodes, none is");
  }

  private static void assertEven(CsrGraph graph, int parts) {
    assertEven(graph, PartitionOptions.of(parts));
  }

  private static void assertEven(CsrGraph graph, PartitionOptions options) {
    int[] weights = graph.nodeWeights();
    assertThat(weights).isNotNull();
    int[] part = new TrainingKWay(options).partition(graph);

    int[] training = new int[options.parts()];
    int[] others = new int[options.parts()];
    for (int u = 0; u < part.length; u++) {
      (weights[u] == 1 ? training : others)[part[u]]++;
    }
    double meanTraining = (double) graph.totalNodeWeight() / options.parts();
    double meanOthers = (double) graph.nodes() / options.parts() - meanTraining;
    for (int p = 0; p < options.parts(); p++) {
      assertThat((double) training[p])
          .isBetween(
              Math.floor(0.9 * meanTraining + 1e-9),
              Math.max(Math.ceil(meanTraining - 1e-9), 1.03 * meanTraining + 1e-9));
      assertThat((double) others[p])
          .isBetween(
              Math.floor(0.5 * meanOthers + 1e-9),
              Math.max(Math.ceil(meanOthers - 1e-9), 1.2 * meanOthers + 1e-9));
      assertThat(training[p] + others[p]).isPositive();
    }
  }

  private static int[] drawn(int nodes, int training, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] weights = new int[nodes];
    for (int left = training; left > 0; ) {
      int u = random.nextInt(nodes);
      left -= 1 - weights[u];
      weights[u] = 1;
    }
    return weights;
  }
}
