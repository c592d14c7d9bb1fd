package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.PartitionQuality;
import org.gnnautoscale.io.Progress;
import org.junit.jupiter.api.Test;

class SidesKWayTest {

  @Test
  void sharesFollowTheNodes() {
    // 60, 30 and 10 of 100 nodes
    assertThat(shares(10)).containsExactly(6, 3, 1);
    assertThat(shares(100)).containsExactly(60, 30, 10);
    // averages of 60 / 4, 30 / 2 and 10
    assertThat(shares(7)).containsExactly(4, 2, 1);
    assertThat(shares(3)).containsExactly(1, 1, 1);
  }

  @Test
  void heavyNodesAskForMoreParts() {
    int[] weights = new int[100];
    Arrays.fill(weights, 1);
    Arrays.fill(weights, 60, 90, 8);

    // averages of 60 / 2, 240 / 4 and 10
    assertThat(kway(7).shares(graph().withNodeWeights(weights), sides())).containsExactly(2, 4, 1);
  }

  @Test
  void aSideWithoutNodesHasNoParts() {
    int[] sides = sides();
    Arrays.setAll(sides, u -> sides[u] == 1 ? 3 : sides[u]);

    assertThat(kway(10).shares(graph(), sides)).containsExactly(6, 0, 1, 3);
  }

  @Test
  void noPartHasNodesOfTwoSidesAndEarlierSidesHaveEarlierParts() {
    int[] part = kway(10).partition(graph(), sides(), Progress.silent());

    for (int u = 0; u < 100; u++) {
      int from = u < 60 ? 0 : u < 90 ? 6 : 9;
      int to = u < 60 ? 5 : u < 90 ? 8 : 9;
      assertThat(part[u]).isBetween(from, to);
    }
    PartitionQuality quality = PartitionQuality.of(graph(), part, 10);
    assertThat(quality.largestPart()).isEqualTo(10);
    assertThat(quality.smallestPart()).isEqualTo(10);
  }

  @Test
  void fewerPartsThanSidesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shares(2))
        .withMessage(
            "parts must be at least 3, as graphs of so many kinds are parted apart, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shares(101))
        .withMessage("parts must be at most the number of nodes, 100, got 101");
  }

  private static int[] shares(int parts) {
    return kway(parts).shares(graph(), sides());
  }

  private static SidesKWay kway(int parts) {
    return new SidesKWay(
        PartitionOptions.of(parts),
        (side, options, progress) -> new MultilevelKWay(options).partition(side, progress));
  }

  /** Cliques of 10 nodes, none of which is of two sides. */
  private static CsrGraph graph() {
    Edges edges = new Edges();
    for (int first = 0; first < 100; first += 10) {
      edges.clique(first, first + 10);
    }
    return edges.graph(100);
  }

  private static int[] sides() {
    int[] sides = new int[100];
    Arrays.fill(sides, 60, 90, 1);
    Arrays.fill(sides, 90, 100, 2);
    return sides;
  }
}
