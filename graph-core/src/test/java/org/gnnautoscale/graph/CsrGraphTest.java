package org.gnnautoscale.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CsrGraphTest {

  @Test
  void everyEdgeIsInTheRowsOfBothEndsInOrder() {
    CsrGraph graph = CsrGraph.ofPairs(4, pairs(2, 1, 0, 2, 3, 0));

    assertThat(graph.rowPtr()).containsExactly(0, 2, 3, 5, 6);
    assertThat(graph.col()).containsExactly(2, 3, 2, 0, 1, 0);
    assertThat(graph.edges()).isEqualTo(3);
    assertThat(graph.degree(2)).isEqualTo(2);
  }

  @Test
  void loopsAreDroppedAndRepeatsInEitherDirectionAreOneEdge() {
    CsrGraph graph = CsrGraph.ofPairs(3, pairs(0, 1, 1, 1), pairs(1, 0, 0, 1, 1, 2));

    assertThat(graph.rowPtr()).containsExactly(0, 1, 3, 4);
    assertThat(graph.col()).containsExactly(1, 0, 2, 1);
  }

  @Test
  void weightsOfRepeatsAddUp() {
    CsrGraph graph = CsrGraph.ofWeightedPairs(3, pairs(0, 1, 1, 2, 1, 0), new int[] {5, 7, 20});

    assertThat(graph.col()).containsExactly(1, 0, 2, 1);
    assertThat(graph.arcWeights()).containsExactly(25, 25, 7, 7);
  }

  @Test
  void weightedPairsMayComeInBlocks() {
    CsrGraph graph =
        CsrGraph.ofWeightedPairs(
            3, new long[][] {pairs(0, 1, 1, 2), {}, pairs(1, 0)}, new int[][] {{5, 7}, {}, {20}});

    assertThat(graph.col()).containsExactly(1, 0, 2, 1);
    assertThat(graph.arcWeights()).containsExactly(25, 25, 7, 7);
  }

  @Test
  void eachPairNeedsAWeight() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CsrGraph.ofWeightedPairs(3, pairs(0, 1, 1, 2), new int[] {5}))
        .withMessage("weights must be 2 values, one a pair, got 1");
  }

  @Test
  void aGraphWithoutEdgesHasEmptyRows() {
    CsrGraph graph = CsrGraph.ofPairs(2);

    assertThat(graph.rowPtr()).containsExactly(0, 0, 0);
    assertThat(graph.totalNodeWeight()).isEqualTo(2);
  }

  @Test
  void anEdgeToAnUnknownNodeIsAnErrorThatTellsIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CsrGraph.ofPairs(3, pairs(0, 3)))
        .withMessage("edge must join two nodes of 0..2, got 0 and 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CsrGraph.of(new int[] {0, 1}, new int[] {0}))
        .withMessage("neighbor of node 0 must be another node of 0..0, got 0");
  }

  @Test
  void moreArcsThanAnArrayHoldsIsAnErrorThatTellsBoth() {
    long[] block = new long[1 << 20];
    long[][] blocks = new long[1024][];
    java.util.Arrays.fill(blocks, block);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CsrGraph.ofPairs(2, blocks))
        .withMessage("graph must have at most 2147483639 arcs, two for each edge, got 2147483648");
  }

  @Test
  void weightsThatDoNotFitAreRefused() {
    CsrGraph graph = CsrGraph.ofPairs(2, pairs(0, 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.withNodeWeights(new int[] {Integer.MAX_VALUE, 1}))
        .withMessage("node weights must add up to at most 2147483647, got 2147483648");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.withArcWeights(new int[] {1, 0}))
        .withMessage("arc weights must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> graph.withNodeWeights(new int[3]))
        .withMessage("node weights must be 2 values, got 3");
  }

  static long[] pairs(int... ends) {
    long[] pairs = new long[ends.length / 2];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = CsrGraph.pair(ends[2 * i], ends[2 * i + 1]);
    }
    return pairs;
  }
}
