package org.gnnautoscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DropoutTest {

  @Test
  void theExpectedShareStaysInEveryRowAndEveryColumn() {
    Dropout dropout = Dropout.of(1, 2, 3, 0.3);
    int[] perColumn = new int[64];
    int[] perRow = new int[4_000];
    for (int r = 0; r < 4_000; r++) {
      for (int c = 0; c < 64; c++) {
        if (dropout.keeps(r, c)) {
          perColumn[c]++;
          perRow[r]++;
        }
      }
    }

    for (int kept : perColumn) {
      // 5 standard deviations of a binomial distribution
      assertThat(kept / 4_000.0).isCloseTo(0.7, within(5 * Math.sqrt(0.21 / 4_000)));
    }
    double squares = 0;
    for (int kept : perRow) {
      squares += Math.pow(kept - 64 * 0.7, 2);
    }
    // rows vary as independent draws would
    assertThat(squares / 4_000).isCloseTo(64 * 0.21, within(1.5));
  }

  @Test
  void neighborsInRowColumnStepAndOperationAreIndependent() {
    Dropout a = Dropout.of(1, 2, 3, 0.5);
    int n = 100_000;
    int[] same = new int[4];
    for (int i = 0; i < n; i++) {
      int row = i / 100;
      int col = i % 100;
      boolean kept = a.keeps(row, col);
      same[0] += kept == a.keeps(row + 1, col) ? 1 : 0;
      same[1] += kept == a.keeps(row, col + 1) ? 1 : 0;
      same[2] += kept == Dropout.of(1, 3, 3, 0.5).keeps(row, col) ? 1 : 0;
      same[3] += kept == Dropout.of(1, 2, 4, 0.5).keeps(row, col) ? 1 : 0;
    }

    for (int s : same) {
      assertThat(s / (double) n).isCloseTo(0.5, within(0.01));
    }
  }

  @Test
  void theExtremesOfTheRateKeepAllOrNothing() {
    for (int c = 0; c < 1_000; c++) {
      assertThat(new Dropout(9, 0).keeps(1, c)).isTrue();
      assertThat(new Dropout(9, Math.nextDown(1.0)).keeps(1, c)).isFalse();
    }
  }

  @Test
  void aRateOfOneIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dropout(1, 1))
        .withMessage("dropout must be in [0, 1), got 1.0");
  }
}
