package org.gnnautoscale.dataset.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphCountsTest {

  @Test
  void threeNumbersAreTrainValAndTest() {
    assertThat(GraphCounts.parse("10000:1000:1000")).isEqualTo(GraphCounts.PUBLISHED);
    assertThat(GraphCounts.PUBLISHED.all()).isEqualTo(12_000);
    assertThat(GraphCounts.PUBLISHED).hasToString("10000:1000:1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "10:1", "10:1:1:1", "10:-1:1", "ten:1:1", "10:1:1 ", "1e4:1:1"})
  void anythingElseIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphCounts.parse(text))
        .withMessage("must be three whole numbers TRAIN:VAL:TEST, got '%s'", text);
  }

  @Test
  void noGraphAtAllIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphCounts.parse("0:0:0"))
        .withMessage("graphs must be at least 0 for each role, and one in all, got 0:0:0");
  }
}
