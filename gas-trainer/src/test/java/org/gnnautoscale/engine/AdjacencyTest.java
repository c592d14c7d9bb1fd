package org.gnnautoscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdjacencyTest {

  private final Adjacency graph =
      Adjacency.of(
          2, 4, new int[] {0, 3, 5}, new int[] {0, 1, 3, 1, 2}, new float[] {10, 11, 13, 21, 22});

  @Test
  void theTransposeHasTheFirstColumnsAsRows() {
    Adjacency back = graph.transpose(2);

    assertThat(back.numRows()).isEqualTo(2);
    assertThat(back.numCols()).isEqualTo(2);
    assertThat(Arrays.copyOf(back.rowPtr(), 3)).containsExactly(0, 1, 3);
    assertThat(Arrays.copyOf(back.col(), 3)).containsExactly(0, 0, 1);
    assertThat(Arrays.copyOf(back.weight(), 3)).containsExactly(10, 11, 21);
  }

  @Test
  void theTransposeIsThatOfTheLatestBatchAndWidth() {
    Adjacency first = graph.transpose(2);
    assertThat(graph.transpose(2)).isSameAs(first);
    assertThat(graph.transpose(4).numArcs()).isEqualTo(5);

    graph.reset(1, 2, new int[] {0, 1}, new int[] {1}, null);

    assertThat(graph.transpose(2).numArcs()).isEqualTo(1);
    assertThat(graph.transpose(2).weight()).isNull();
  }

  @Test
  void edgeDropoutLeavesTheExpectedShareAndScalesTheirWeights() {
    Adjacency large = new RandomData(1).graph(100, 100, 0, 20_000);

    Adjacency kept = large.dropAndRescale(new Dropout(1, 0.8));

    assertThat(kept.numArcs()).isBetween(3_800, 4_200);
    assertThat(kept.weight()[0] / new Dropout(1, 0.8).scale())
        .isIn((Object[]) boxed(large.weight()));
  }

  @Test
  void edgeDropoutMayLeaveTheWeightsAsTheyAre() {
    Adjacency large = new RandomData(1).graph(100, 100, 0, 20_000);
    Adjacency rescaled = large.dropAndRescale(new Dropout(1, 0.8));

    Adjacency kept = large.drop(new Dropout(1, 0.8));

    assertThat(kept.numArcs()).isEqualTo(rescaled.numArcs());
    assertThat(kept.weight()[7]).isIn((Object[]) boxed(large.weight()));
    assertThat(rescaled.weight()[7]).isCloseTo(5 * kept.weight()[7], within(1e-5f));
  }

  @Test
  void edgeDropoutKeepsTheExpectedSumOfARow() {
    assertThat(meanSum(new float[] {1, 2, 3, 4})).isCloseTo(10, within(0.2));
    assertThat(meanSum(null)).as("weights of 1").isCloseTo(4, within(0.1));
  }

  private static double meanSum(float @Nullable [] weight) {
    Adjacency row = Adjacency.of(1, 4, new int[] {0, 4}, new int[] {0, 1, 2, 3}, weight);
    double sum = 0;

    for (int step = 0; step < 10_000; step++) {
      Adjacency kept = row.dropAndRescale(Dropout.of(7, step, 0, 0.5));
      for (int e = 0; e < kept.numArcs(); e++) {
        sum += kept.weight()[e];
      }
    }

    return sum / 10_000;
  }

  @Test
  void aSourceOutOfRangeIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adjacency.of(1, 2, new int[] {0, 1}, new int[] {2}, null))
        .withMessage("source must be below 2, got 2");
  }

  @Test
  void rowsThatDoNotAscendAreAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Adjacency.of(2, 2, new int[] {0, 2, 1}, new int[] {0, 1}, null))
        .withMessage("rowPtr must ascend, but does not at row 1");
  }

  private static Float[] boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    Arrays.setAll(boxed, i -> values[i]);
    return boxed;
  }
}
