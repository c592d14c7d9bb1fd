package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.gnnautoscale.autograd.GradientCheck.BATCH;
import static org.gnnautoscale.autograd.GradientCheck.WIDTH;
import static org.gnnautoscale.autograd.GradientCheck.d;

import java.util.Objects;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.reference.Dense;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gradients of norms, and the statistics they keep. */
class NormGradientTest {

  private final GradientCheck check = new GradientCheck();
  private final Parameter square = check.square;
  private final Parameter scale = check.parameters.uniform("scale", 1, WIDTH, 1, Group.REST);
  private final Parameter shift = check.parameters.uniform("shift", 1, WIDTH, 1, Group.REST);
  private final BatchNorm norm =
      BatchNorm.declare(check.parameters, "norm", WIDTH, Group.REGULARIZED);
  private final BatchNorm bare =
      BatchNorm.withoutStatistics(check.parameters, "bare", WIDTH, Group.REGULARIZED);

  @AfterEach
  void close() {
    check.close();
  }

  @Test
  void batchNormalization() {
    check.check(
        x -> x.matmul(square).batchNorm(norm).relu(),
        () -> byColumn(check.x().times(d(square)), norm).relu());
  }

  @Test
  void batchNormalizationWithoutStatistics() {
    check.check(
        x -> x.matmul(square).batchNorm(bare).relu(),
        () -> byColumn(check.x().times(d(square)), bare).relu());
  }

  @Test
  void oneBatchNormUsedTwice() {
    check.check(
        x -> x.batchNorm(bare).add(x.matmul(square).batchNorm(bare)),
        () -> byColumn(check.x(), bare).plus(byColumn(check.x().times(d(square)), bare)));
  }

  @Test
  void layerNormalization() {
    check.check(
        x -> x.matmul(square).layerNorm(scale, shift).relu(),
        () -> byRow(check.x().times(d(square))).relu());
  }

  @Test
  void normsOfRowsOfWhichTheHalosAreConstant() {
    check.check(
        x -> check.pull(x).batchNorm(norm).add(check.pull(x).layerNorm(scale, shift)),
        () -> byColumn(check.pulled(check.x()), norm).plus(byRow(check.pulled(check.x()))));
  }

  @Test
  void normsOfTensorsThatAreUsedElsewhereToo() {
    check.check(
        x -> x.add(x.batchNorm(norm)).add(x.layerNorm(scale, shift)).add(x.batchNorm(bare)),
        () ->
            check
                .x()
                .plus(byColumn(check.x(), norm))
                .plus(byRow(check.x()))
                .plus(byColumn(check.x(), bare)));
  }

  @Test
  void anEvaluatingTapeDropsAndRecordsNothing() {
    try (Tape tape = Tape.evaluating(check.engine, check.workspace)) {
      Tensor in = tape.variable(check.batch);
      Tensor out = in.dropout(0.9).batchNorm(norm);

      assertThat(in.dropout(0.9)).isSameAs(in);
      assertThat(out.gradRows()).isZero();
      assertThat(statistics(norm.runningMean())).containsOnly(0);
      // running mean 0 and variance 1: x as it was, over sqrt(1 + eps)
      assertThat((double) out.value().get(1, 2))
          .isCloseTo(check.batch.get(1, 2) / Math.sqrt(1 + 1e-5), within(1e-6));
    }
  }

  @Test
  void withoutStatisticsAnEvaluationNormalizesByTheRowsAtHand() {
    Dense expected = byColumn(check.x(), bare);
    try (Tape tape = Tape.evaluating(check.engine, check.workspace)) {
      Matrix out = tape.constant(check.batch).batchNorm(bare).value();

      for (int r = 0; r < BATCH; r++) {
        assertThat((double) out.get(r, 3)).isCloseTo(expected.at(r, 3), within(1e-5));
      }
    }
  }

  @Test
  void runningStatisticsFollowTheBatchByATenth() {
    try (Tape tape = check.tape()) {
      tape.constant(check.batch).batchNorm(norm).value();
    }

    double sum = 0;
    double squares = 0;
    for (int r = 0; r < BATCH; r++) {
      sum += check.batch.get(r, 0);
      squares += check.batch.get(r, 0) * check.batch.get(r, 0);
    }
    double variance = (squares - sum * sum / BATCH) / (BATCH - 1);
    assertThat(statistics(norm.runningMean())[0])
        .isCloseTo((float) (0.1 * sum / BATCH), within(1e-6f));
    assertThat(statistics(norm.runningVariance())[0])
        .isCloseTo((float) (0.9 + 0.1 * variance), within(1e-6f));
  }

  private static float[] statistics(@Nullable Matrix kept) {
    return Objects.requireNonNull(kept).toArray();
  }

  private Dense byRow(Dense x) {
    return x.normalizedRows().timesRow(d(scale)).plusRow(d(shift));
  }

  private static Dense byColumn(Dense x, BatchNorm by) {
    return x.normalizedColumns().timesRow(d(by.scale())).plusRow(d(by.shift()));
  }
}
