package org.gnnautoscale.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WorkspaceTest {

  @Test
  void aStepThatRepeatsAllocatesNothing() {
    try (Workspace workspace = new Workspace()) {
      long first = 0;
      for (int step = 0; step < 3; step++) {
        Workspace.Mark start = workspace.mark();
        for (int i = 1; i < 20; i++) {
          workspace.matrix(i * 1_000L, 33).set(0, 0, 1);
        }
        workspace.reset(start);
        first = step == 0 ? workspace.bytes() : first;
      }

      assertThat(workspace.bytes()).isEqualTo(first);
    }
  }

  @Test
  void matricesDoNotOverlapAndBeginOnACacheLine() {
    try (Workspace workspace = new Workspace()) {
      Matrix a = workspace.matrix(1, 3);
      Matrix b = workspace.matrix(700_000, 1);
      Matrix c = workspace.zeros(1, 3);
      a.fill(1);
      b.fill(2);

      assertThat(c.toArray()).containsExactly(0, 0, 0);
      assertThat(a.toArray()).containsExactly(1, 1, 1);
      assertThat(a.address() % 64 + b.address() % 64 + c.address() % 64).isZero();
    }
  }

  @Test
  void theSpareLineBehindABlockIsNotGivenOut() {
    try (Workspace workspace = new Workspace()) {
      workspace.matrix(1 << 18, 1);
      assertThat(workspace.bytes()).isEqualTo(1 << 20);
      workspace.matrix(1, 16);

      assertThat(workspace.bytes()).isEqualTo(2 << 20);
    }
  }

  @Test
  void closingGivesEverythingBack() {
    long before = OffHeap.liveBytes();
    try (Workspace workspace = new Workspace();
        Matrix large = Matrix.allocate(3_000_000, 2);
        Matrix small = Matrix.allocate(2, 2)) {
      workspace.matrix(1_000_000, 3);
      assertThat(large.get(2_999_999, 1) + small.get(1, 1)).isZero();
      assertThat(OffHeap.liveBytes()).isGreaterThan(before + 36_000_000);
    }

    assertThat(OffHeap.liveBytes()).isEqualTo(before);
  }

  @Test
  void valuesOfTheWrongNumberAreAnError() {
    try (Matrix matrix = Matrix.allocate(2, 3)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> matrix.copyFrom(new float[5]))
          .withMessage("matrix [2, 3] needs 6 values, got 5");
    }
  }

  @Test
  void aMatrixMayBeLargerThanTwoGibibytes() {
    try (Matrix matrix = Matrix.allocate(600_000_000L, 1)) {
      matrix.set(599_999_999L, 0, 5);

      assertThat(matrix.row(599_999_999L).get(0, 0)).isEqualTo(5);
    }
  }
}
