package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.gnnautoscale.autograd.GradientCheck.BATCH;
import static org.gnnautoscale.autograd.GradientCheck.CLASSES;
import static org.gnnautoscale.autograd.GradientCheck.COUNTED;
import static org.gnnautoscale.autograd.GradientCheck.LABELS;
import static org.gnnautoscale.autograd.GradientCheck.d;

import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.reference.Dense;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gradients of losses, alone and several of them. */
class LossGradientTest {

  private final GradientCheck check = new GradientCheck();
  private final Parameter w = check.w;
  private final Parameter square = check.square;

  @AfterEach
  void close() {
    check.close();
  }

  @Test
  void binaryCrossEntropy() {
    Matrix labels = Matrix.allocate(BATCH, CLASSES);
    for (int r = 0; r < BATCH; r++) {
      labels.set(r, LABELS[r], 1);
      labels.set(r, 2, 1);
    }

    check.checkLoss(
        x -> x.matmul(w).bceWithLogits(labels, COUNTED, COUNTED.length, 0.1),
        () -> check.x().times(d(w)).binaryCrossEntropy(Dense.of(labels), COUNTED, 0.1));
  }

  @Test
  void aLossOfRowsOneByOne() {
    RowLoss loss = RowLoss.crossEntropy(LABELS, new double[] {1, 1, 1, 1}, RowLoss.Shape.PLAIN);

    check.checkLoss(
        x -> x.matmul(w).loss(loss, COUNTED, COUNTED.length, 0.25),
        () -> check.x().times(d(w)).crossEntropy(LABELS, COUNTED, 0.25));
  }

  @Test
  void normsOfRows() {
    check.checkLoss(
        x -> x.matmul(square).addNormsToLoss(0.3),
        () -> 0.3 * check.x().times(d(square)).sumOfNorms());
  }

  @Test
  void normsOfATensorThatIsUsedElsewhereToo() {
    check.checkLoss(
        x -> {
          Tensor h = x.matmul(square);
          double norms = h.addNormsToLoss(0.2) + h.relu().addNormsToLoss(0.1);
          return norms + h.matmul(w).crossEntropy(LABELS, COUNTED, COUNTED.length, 0.25);
        },
        () -> {
          Dense h = check.x().times(d(square));
          double norms = 0.2 * h.sumOfNorms() + 0.1 * h.relu().sumOfNorms();
          return norms + h.times(d(w)).crossEntropy(LABELS, COUNTED, 0.25);
        });
  }

  @Test
  void twoLossesOfOneTensorAddUp() {
    int[] others = {1, 4};

    check.checkLoss(
        x -> {
          Tensor logits = x.matmul(w);
          return logits.crossEntropy(LABELS, COUNTED, COUNTED.length, 0.25)
              + logits.crossEntropy(LABELS, others, others.length, 2);
        },
        () -> {
          Dense logits = check.x().times(d(w));
          return logits.crossEntropy(LABELS, COUNTED, 0.25)
              + logits.crossEntropy(LABELS, others, 2);
        });
  }

  @Test
  void aRowOfZerosHasANormOfZeroAndNoGradient() {
    check.batch.row(2).fill(0);
    try (Tape tape = check.tape()) {
      Tensor x = tape.variable(check.batch);
      double loss = x.addNormsToLoss(2);
      tape.backward();

      assertThat(loss).isCloseTo(2 * check.x().sumOfNorms(), within(1e-5));
      assertThat(x.grad().row(2).toArray()).containsOnly(0);
      // any other row: twice the vector of length 1 in its direction
      assertThat(Dense.of(x.grad().row(3)).sumOfNorms()).isCloseTo(2, within(1e-5));
    }
  }

  @Test
  void aLossOfRowsThatCarryNoGradientIsAMistake() {
    try (Tape tape = check.tape()) {
      Tensor pulled = check.pull(tape.variable(check.batch));

      assertThatIllegalStateException()
          .isThrownBy(() -> pulled.addNormsToLoss(1))
          .withMessage("a loss needs gradient in all rows or none");
    }
  }
}
