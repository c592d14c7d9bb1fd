package org.gnnautoscale.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PartitionQualityTest {

  /** A triangle 0-1-2 whose node 2 leads on to 3 and 4. */
  private final CsrGraph graph =
      CsrGraph.ofPairs(5, CsrGraphTest.pairs(0, 1, 1, 2, 2, 0, 2, 3, 3, 4));

  @Test
  void aHaloNodeCountsOnceForEachPartThatSeesIt() {
    PartitionQuality quality = PartitionQuality.of(graph, new int[] {0, 0, 1, 1, 1}, 2);

    // part 0 sees node 2; part 1 sees nodes 0 and 1
    assertThat(quality.cut()).isEqualTo(2);
    assertThat(quality.halo()).isEqualTo(3);
    assertThat(quality.cutRatio()).isEqualTo(0.4);
    assertThat(quality.balance()).isEqualTo(1.2);
    assertThat(quality.smallest()).isEqualTo(0.8);
  }

  @Test
  void weightsCountInTheWeightedCutAndTheBalance() {
    CsrGraph weighted =
        CsrGraph.ofWeightedPairs(3, CsrGraphTest.pairs(0, 1, 1, 2), new int[] {10, 3})
            .withNodeWeights(new int[] {1, 1, 6});

    PartitionQuality quality = PartitionQuality.of(weighted, new int[] {0, 0, 1}, 2);

    assertThat(quality.cut()).isEqualTo(1);
    assertThat(quality.weightedCut()).isEqualTo(3);
    assertThat(quality.balance()).isEqualTo(1.5);
  }

  @Test
  void aPartOutOfRangeIsAnErrorThatTellsTheNode() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartitionQuality.of(graph, new int[] {0, 0, 2, 0, 0}, 2))
        .withMessage("part of node 2 must be in 0..1, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartitionQuality.of(graph, new int[4], 2))
        .withMessage("one part a node is needed, 5, got 4");
  }
}
