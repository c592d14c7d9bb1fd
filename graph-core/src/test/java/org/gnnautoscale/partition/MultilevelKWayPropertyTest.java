package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.partition.OddGraphs.NodeWeights;

/** What holds for every graph and any number of parts. */
class MultilevelKWayPropertyTest {

  /** A graph and how to part it. */
  record Parting(OddGraph graph, PartitionOptions options) {

    int parts() {
      return options.parts();
    }

    int[] part() {
      return part(options);
    }

    int[] part(PartitionOptions options) {
      return new MultilevelKWay(options).partition(graph.csr());
    }

    OddGraph.Count count(int[] part) {
      return graph.count(part, parts());
    }
  }

  @Property(tries = 600, seed = "41", edgeCases = EdgeCasesMode.NONE)
  @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
  void partsAreInRangeBalancedAndNotEmpty(@ForAll("partingsOfEqualNodes") Parting parting) {
    OddGraph graph = parting.graph();
    int parts = parting.parts();

    PartitionQuality quality = PartitionQuality.of(graph.csr(), parting.part(), parts);

    MultilevelKWayTest.assertWithinLimits(quality, graph.nodes(), parts);
    Statistics.label("parts")
        .collect(parts == 1 ? "one" : parts == graph.nodes() ? "one a node" : "others")
        .coverage(
            found -> {
              found.check("one").count(count -> count > 5);
              found.check("one a node").count(count -> count > 5);
            });
  }

  @Property(tries = 200, seed = "2", edgeCases = EdgeCasesMode.NONE)
  void weightsOfNodesAreBalancedToWithinANode(@ForAll("partings") Parting parting) {
    assertWithinANode(parting, parting.part());
  }

  @Property(tries = 20, seed = "3", edgeCases = EdgeCasesMode.NONE)
  void weightsAreBalancedWhereAGraphIsCoarsened(@ForAll("partingsOfLargeGraphs") Parting parting) {
    assertWithinANode(parting, parting.part());
  }

  @Property(tries = 200, seed = "4", edgeCases = EdgeCasesMode.NONE)
  void whatIsReportedIsWhatIsCountedEdgeByEdge(@ForAll("partings") Parting parting) {
    assertCounted(parting, parting.part());
    assertCounted(parting, RandomPartition.partition(parting.graph().nodes(), parting.options()));
  }

  @Property(tries = 15, seed = "5", edgeCases = EdgeCasesMode.NONE)
  void threadsDoNotChangeTheParts(
      @ForAll("partingsOfLargeGraphs") Parting parting,
      @ForAll @IntRange(min = 2, max = 4) int threads) {
    int[] one = parting.part(parting.options().withThreads(1));
    int[] several = parting.part(parting.options().withThreads(threads));

    assertThat(several).isEqualTo(one);
  }

  @Property(tries = 20, seed = "6", edgeCases = EdgeCasesMode.NONE)
  void morePartsThanNodesAreRefused(
      @ForAll("partings") Parting parting, @ForAll @IntRange(min = 1, max = 1000) int more) {
    int nodes = parting.graph().nodes();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> parting.part(PartitionOptions.of(nodes + more)))
        .withMessage("parts must be at most the number of nodes, %d, got %d", nodes, nodes + more);
  }

  private static void assertWithinANode(Parting parting, int[] part) {
    OddGraph graph = parting.graph();
    OddGraph.Count count = parting.count(part);
    double total = count.weights().stream().mapToLong(weight -> weight).sum();
    double average = total / parting.parts();
    double cap = Math.max(Math.ceil(average), average * (1 + parting.options().imbalance()));
    assertThat((double) Collections.max(count.weights()))
        .isLessThanOrEqualTo(Math.max(cap + 1e-6, average + graph.heaviestNode()));
    assertThat((double) Collections.min(count.weights()))
        .isGreaterThanOrEqualTo(Math.min(average / 2, average - graph.heaviestNode()));
    assertThat(Collections.min(count.nodes())).isPositive();
  }

  private static void assertCounted(Parting parting, int[] part) {
    int parts = parting.parts();
    OddGraph.Count count = parting.count(part);
    PartitionQuality quality = PartitionQuality.of(parting.graph().csr(), part, parts);
    assertThat(quality)
        .isEqualTo(
            new PartitionQuality(
                parts,
                count.edges(),
                count.cut(),
                count.weightedCut(),
                count.halo(),
                count.weights().stream().mapToLong(weight -> weight).sum(),
                Collections.max(count.weights()),
                Collections.min(count.weights())));
  }

  @Provide
  Arbitrary<Parting> partingsOfEqualNodes() {
    return partings(OddGraphs.small(NodeWeights.ONES), Arbitraries.of(0.03));
  }

  @Provide
  Arbitrary<Parting> partings() {
    return partings(OddGraphs.small(NodeWeights.values()), Arbitraries.of(0.001, 0.03, 0.3));
  }

  @Provide
  Arbitrary<Parting> partingsOfLargeGraphs() {
    return partings(OddGraphs.large(NodeWeights.values()), Arbitraries.of(0.001, 0.03, 0.3));
  }

  private static Arbitrary<Parting> partings(
      Arbitrary<OddGraph> graphs, Arbitrary<Double> imbalances) {
    return graphs.flatMap(
        graph ->
            Combinators.combine(
                    OddGraphs.parts(graph),
                    imbalances,
                    Arbitraries.of(Objective.class),
                    Arbitraries.integers().between(1, 3),
                    Arbitraries.longs())
                .as(
                    (parts, imbalance, objective, threads, seed) ->
                        new Parting(
                            graph,
                            PartitionOptions.of(parts)
                                .withImbalance(imbalance)
                                .withObjective(objective)
                                .withThreads(threads)
                                .withSeed(seed))));
  }
}
