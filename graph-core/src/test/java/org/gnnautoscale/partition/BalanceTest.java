package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.junit.jupiter.api.Test;

/** Parts of equally many messages: nodes weigh what they have neighbors, and one more. */
class BalanceTest {

  @Test
  void messagesAreEvenWhereDegreesDiffer() {
    // communities of 100 nodes each, every one of them denser than the one before
    Edges edges = new Edges();
    for (int c = 0; c < 20; c++) {
      CsrGraph community = Edges.random(100, 100 + 50 * c, c);
      for (int u = 0; u < 100; u++) {
        for (int a = community.rowPtr()[u]; a < community.rowPtr()[u + 1]; a++) {
          edges.join(100 * c + u, 100 * c + community.col()[a]);
        }
      }
    }
    CsrGraph graph = weighted(edges.graph(2000));

    int[] part = new MultilevelKWay(PartitionOptions.of(4)).partition(graph);

    PartitionQuality quality = PartitionQuality.of(graph, part, 4);
    assertThat(quality.balance()).isLessThanOrEqualTo(1.03);
    assertThat(quality.smallest()).isGreaterThanOrEqualTo(0.5);
  }

  @Test
  void aHubThatOutweighsAPartLeavesTheOthersEven() {
    Edges edges = new Edges();
    for (int leaf = 1; leaf < 1000; leaf++) {
      edges.join(0, leaf);
    }
    CsrGraph graph = weighted(edges.graph(1000));

    int[] part = new MultilevelKWay(PartitionOptions.of(10)).partition(graph);

    // the hub weighs 1,000, each leaf 2, the average part 299.8
    int[] leaves = new int[10];
    for (int leaf = 1; leaf < 1000; leaf++) {
      leaves[part[leaf]]++;
    }
    assertThat(leaves[part[0]]).isZero();
    leaves[part[0]] = 999 / 9;
    assertThat(Arrays.stream(leaves).max().orElse(0)).isLessThanOrEqualTo(154);
    assertThat(Arrays.stream(leaves).min().orElse(0)).isGreaterThanOrEqualTo(75);
  }

  @Test
  void isolatedNodesDoNotPileUp() {
    Edges edges = new Edges();
    for (int c = 0; c < 4; c++) {
      edges.clique(10 * c, 10 * c + 10);
    }
    CsrGraph graph = weighted(edges.graph(440));

    int[] part = new MultilevelKWay(PartitionOptions.of(4)).partition(graph);

    // a clique of 10 weighs 100, as do 100 nodes without neighbors
    assertThat(PartitionQuality.of(graph, part, 4).largestPart()).isEqualTo(200);
    assertThat(PartitionQuality.of(graph, part, 4).cut()).isZero();
  }

  @Property(tries = 200, seed = "1")
  void noPartIsHeavierThanTheBoundByMoreThanANode(
      @ForAll @IntRange(min = 1, max = 120) int nodes,
      @ForAll @IntRange(min = 0, max = 400) int edges,
      @ForAll @IntRange(min = 0, max = 119) int fewer,
      @ForAll Objective objective,
      @ForAll long seed) {
    int parts = Math.max(1, nodes - fewer);
    CsrGraph graph = weighted(Edges.random(nodes, edges, seed));
    int heaviest = Arrays.stream(graph.nodeWeights()).max().orElse(0);
    PartitionOptions options =
        PartitionOptions.of(parts).withSeed(seed).withThreads(1).withObjective(objective);

    int[] part = new MultilevelKWay(options).partition(graph);

    PartitionQuality quality = PartitionQuality.of(graph, part, parts);
    assertThat(quality.largestPart()).isLessThanOrEqualTo(quality.total() / parts + heaviest);
    assertThat(Arrays.stream(part).distinct().count()).isEqualTo(parts);
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertThat(Balance.parse("train")).isEqualTo(Balance.TRAIN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Balance.parse("weights"))
        .withMessage("unknown balance 'weights', expected nodes, edges or train");
  }

  private static CsrGraph weighted(CsrGraph graph) {
    int[] weights = new int[graph.nodes()];
    Arrays.setAll(weights, u -> graph.degree(u) + 1);
    return graph.withNodeWeights(weights);
  }
}
