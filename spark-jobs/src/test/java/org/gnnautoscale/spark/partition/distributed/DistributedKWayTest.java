package org.gnnautoscale.spark.partition.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.partition.MultilevelKWay;
import org.gnnautoscale.partition.PartitionOptions;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.ingest.EdgeBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way on graphs whose answer is known, with blocks so small that there are several. */
class DistributedKWayTest {

  private static final int ALL_IN_ONE = 1 << 20;
  private static final int FEW = 1 << 11;

  @TempDir Path place;

  @Test
  void communitiesAreFoundAsWellAsOnTheDriver() throws IOException {
    long[] pairs = RandomPairs.communities(12_000, 60_000, 40, 0.2, 1);
    CsrGraph graph = CsrGraph.ofPairs(12_000, pairs);
    PartitionOptions options = PartitionOptions.of(10);

    int[] part = partition(pairs, 12_000, options, new Budget(3_000, 30_000), FEW);

    PartitionQuality found = PartitionQuality.of(graph, part, 10);
    PartitionQuality expected =
        PartitionQuality.of(graph, new MultilevelKWay(options).partition(graph), 10);
    assertThat(found.cut()).isLessThanOrEqualTo(expected.cut() * 110 / 100);
    assertThat(found.balance()).isLessThanOrEqualTo(1.03);
    assertThat(found.smallest()).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void theNumberOfBlocksDoesNotShow() throws IOException {
    long[] pairs = RandomPairs.communities(5_000, 20_000, 20, 0.3, 2);
    PartitionOptions options = PartitionOptions.of(8);
    Budget budget = new Budget(2_000, 100_000);

    int[] one = partition(pairs, 5_000, options, budget, ALL_IN_ONE);
    int[] several = partition(pairs, 5_000, options, budget, FEW);

    assertThat(several).isEqualTo(one);
  }

  /** Sparse graphs of several components, dense ones, with loose nodes and many or few parts. */
  @ParameterizedTest(name = "{0} nodes, {1} edges, {2} parts")
  @CsvSource({"40, 30, 9", "100, 80, 50", "200, 3000, 3", "300, 200, 149", "500, 700, 1"})
  void partsOfAnyGraphAreEvenAndTheSameForAnyNumberOfBlocks(int nodes, int edges, int parts)
      throws IOException {
    long[] pairs = RandomPairs.communities(nodes, edges, 3, 0.5, nodes);
    PartitionOptions options = PartitionOptions.of(parts);
    Budget budget = new Budget(Math.max(2 * parts, nodes / 4), edges / 4);

    int[] one = partition(pairs, nodes, options, budget, ALL_IN_ONE);
    int[] several = partition(pairs, nodes, options, budget, edges / 3);

    assertEven(one, parts);
    assertThat(several).isEqualTo(one);
  }

  @Test
  void nothingIsLeftOfTheCheckpoints() throws IOException {
    int[] unused =
        partition(
            RandomPairs.communities(500, 2_000, 5, 0.2, 3),
            500,
            PartitionOptions.of(4),
            new Budget(100, 1_000),
            FEW);

    assertThat(place).isEmptyDirectory();
  }

  @Test
  void leavesOfStarsAndNodesWithoutNeighborsFillPartsEvenly() throws IOException {
    // two stars of 999 leaves each, 3,000 nodes without neighbors, each edge twice
    long[] pairs =
        IntStream.range(0, 3_996)
            .map(i -> i % 1998)
            .mapToLong(i -> CsrGraph.pair(i % 2, 2 + i))
            .toArray();

    int[] part = partition(pairs, 5_000, PartitionOptions.of(7), new Budget(600, 10_000), FEW);

    assertEven(part, 7);
  }

  @Test
  void graphsWithoutEdgesArePartedEvenly() throws IOException {
    int[] part = partition(new long[0], 300, PartitionOptions.of(7), new Budget(50, 50), FEW);

    assertEven(part, 7);
  }

  @Test
  void aCliqueOfAsManyNodesAsPartsHasOneNodeInEach() throws IOException {
    long[] pairs =
        IntStream.range(0, 30)
            .boxed()
            .flatMapToLong(u -> IntStream.range(u + 1, 30).mapToLong(v -> CsrGraph.pair(u, v)))
            .toArray();

    int[] part = partition(pairs, 30, PartitionOptions.of(30), new Budget(60, 60), FEW);

    assertThat(part).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(names = {"EDGES", "EDGES_IN"})
  void messagesAreEven(NodeWeight weight) throws IOException {
    // half of the communities are four times as dense as the others; 300 nodes have no neighbors
    long[] pairs =
        LongStream.concat(
                Arrays.stream(RandomPairs.communities(2_000, 16_000, 20, 0.2, 4)),
                Arrays.stream(RandomPairs.communities(2_000, 4_000, 20, 0.2, 5))
                    .map(pair -> pair + CsrGraph.pair(2_000, 2_000)))
            .toArray();
    PartitionOptions options = PartitionOptions.of(8);
    Budget budget = new Budget(1_000, 100_000);

    int[] part = partition(pairs, 4_300, options, budget, FEW, FirstWeights.of(weight));
    int[] one = partition(pairs, 4_300, options, budget, ALL_IN_ONE, FirstWeights.of(weight));

    int[] messages = new int[8];
    for (int p : part) {
      messages[p]++;
    }
    for (long pair : pairs) {
      messages[part[(int) (pair >>> 32)]] += weight == NodeWeight.EDGES ? 1 : 0;
      messages[part[(int) pair]]++;
    }
    double average = Arrays.stream(messages).average().orElse(0);
    assertThat(Arrays.stream(messages).max().orElse(0) / average).isLessThanOrEqualTo(1.03);
    assertThat(Arrays.stream(messages).min().orElse(0) / average).isGreaterThanOrEqualTo(0.5);
    assertThat(one).isEqualTo(part);
  }

  private static void assertEven(int[] part, int parts) {
    int[] size = new int[parts];
    for (int p : part) {
      size[p]++;
    }
    double average = (double) part.length / parts;
    for (int s : size) {
      assertThat((double) s).isBetween(0.5 * average, Math.max(Math.ceil(average), 1.03 * average));
    }
  }

  private int[] partition(
      long[] pairs, int nodes, PartitionOptions options, Budget budget, int blockArcs)
      throws IOException {
    return partition(pairs, nodes, options, budget, blockArcs, FirstWeights.of(NodeWeight.ONE));
  }

  private int[] partition(
      long[] pairs,
      int nodes,
      PartitionOptions options,
      Budget budget,
      int blockArcs,
      FirstWeights weights)
      throws IOException {
    try (Steps steps = new Steps(TestSession.get(), Progress.silent())) {
      JavaRDD<EdgeBlock> edges = RandomPairs.blocks(pairs, 3);
      DistributedKWay partitioner =
          new DistributedKWay(
              TestSession.get(),
              options,
              budget,
              new org.apache.hadoop.fs.Path("file:" + place.resolve("levels")),
              steps,
              blockArcs);
      int[] part = partitioner.partition(edges, nodes, pairs.length, weights);
      List<Round> rounds = partitioner.rounds();
      assertThat(rounds).isNotEmpty();

      return part;
    }
  }
}
