package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RowLossTest {

  private static final Offset<Double> CLOSE = within(1e-6);
  private static final Offset<Float> CLOSE_FLOAT = within(1e-6f);
  private static final double[] ONES = {1, 1};

  /** Probabilities 1/4 and 3/4. */
  private static final float[] QUARTERS = {0, (float) Math.log(3)};

  @Test
  void theCrossEntropyOfAQuarterIsLog4() {
    float[] gradient = new float[2];

    assertThat(classes(ONES, 0, 0).of(0, QUARTERS, gradient)).isCloseTo(Math.log(4), CLOSE);
    assertThat(gradient).containsExactly(new float[] {-0.75f, 0.75f}, CLOSE_FLOAT);
  }

  @Test
  void aWeightIsAFactorOfTheNodesOfItsClass() {
    float[] gradient = new float[2];
    double loss = classes(new double[] {2, 9}, 0, 0).of(0, QUARTERS, gradient);

    assertThat(loss).isCloseTo(2 * Math.log(4), CLOSE);
    assertThat(gradient).containsExactly(new float[] {-1.5f, 1.5f}, CLOSE_FLOAT);
  }

  @Test
  void smoothingSpreadsAShareOverAllClasses() {
    float[] gradient = new float[2];
    double loss = classes(ONES, 0, 0.2).of(0, QUARTERS, gradient);

    // targets 0.9 and 0.1
    assertThat(loss).isCloseTo(0.9 * Math.log(4) + 0.1 * Math.log(4 / 3.0), CLOSE);
    assertThat(gradient).containsExactly(new float[] {0.25f - 0.9f, 0.75f - 0.1f}, CLOSE_FLOAT);
  }

  @Test
  void aFocusMakesWhatIsMissingAFactor() {
    double loss = classes(ONES, 2, 0).of(0, QUARTERS, new float[2]);

    assertThat(loss).isCloseTo(0.75 * 0.75 * Math.log(4), CLOSE);
  }

  @Test
  void ofSeveralLabelsTheLossIsTheMean() {
    float[] gradient = new float[2];
    RowLoss loss =
        RowLoss.bceWithLogits(
            (row, label) -> label == 0,
            new double[] {2, 1},
            new double[] {1, 3},
            RowLoss.Shape.PLAIN);

    // the first label is set and has probability 1/2, the second is not and has 3/4
    assertThat(loss.of(0, QUARTERS, gradient))
        .isCloseTo((2 * Math.log(2) + 3 * Math.log(4)) / 2, CLOSE);
    assertThat(gradient).containsExactly(new float[] {2 * -0.5f / 2, 3 * 0.75f / 2}, CLOSE_FLOAT);
  }

  @Test
  void everyLossAndItsGradientAreThoseOfAPlainComputation() {
    Random random = new Random(3);
    for (double gamma : new double[] {0, 0.5, 1, 2.5}) {
      for (double smoothing : new double[] {0, 0.15}) {
        double[] weights = random.doubles(4, 0.2, 3).toArray();
        double[] others = random.doubles(4, 0.2, 3).toArray();
        RowLoss.Shape shape = new RowLoss.Shape(gamma, smoothing);
        RowLoss softmax = RowLoss.crossEntropy(new int[] {0, 2}, weights, shape);
        agrees(softmax, random, z -> plainSoftmax(z, 2, weights, shape));
        RowLoss logistic = RowLoss.bceWithLogits((r, c) -> c % 2 == r, weights, others, shape);
        agrees(logistic, random, z -> plainLogistic(z, weights, others, shape));
      }
    }
  }

  @Test
  void whatIsCertainHasFiniteGradients() {
    for (double gamma : new double[] {0, 0.5, 2}) {
      for (float z : new float[] {-200, 200}) {
        float[] gradient = new float[2];
        float[] logits = {z, -z};

        assertThat(classes(ONES, gamma, 0).of(0, logits, gradient)).isFinite();
        assertThat(gradient[0]).isFinite();
        RowLoss logistic =
            RowLoss.bceWithLogits((row, label) -> true, ONES, ONES, new RowLoss.Shape(gamma, 0.1));
        assertThat(logistic.of(0, logits, gradient)).isFinite();
        assertThat(gradient[0]).isFinite();
      }
    }
  }

  @Test
  void shapesOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RowLoss.Shape(-1, 0))
        .withMessage("gamma must be at least 0, got -1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RowLoss.Shape(0, 1))
        .withMessage("smoothing must be in [0, 1), got 1.0");
  }

  private interface Plain {
    double of(double[] logits);
  }

  private static RowLoss classes(double[] weights, double gamma, double smoothing) {
    return RowLoss.crossEntropy(new int[] {0}, weights, new RowLoss.Shape(gamma, smoothing));
  }

  private static void agrees(RowLoss loss, Random random, Plain plain) {
    float[] logits = new float[4];
    float[] gradient = new float[4];
    for (int c = 0; c < 4; c++) {
      logits[c] = (float) (2 * random.nextGaussian());
    }
    double[] z = IntStream.range(0, 4).mapToDouble(c -> logits[c]).toArray();

    assertThat(loss.of(1, logits, gradient)).isCloseTo(plain.of(z), within(1e-9));
    for (int c = 0; c < 4; c++) {
      double at = z[c];
      z[c] = at + 1e-5;
      double above = plain.of(z);
      z[c] = at - 1e-5;
      double below = plain.of(z);
      z[c] = at;
      assertThat((double) gradient[c]).isCloseTo((above - below) / 2e-5, CLOSE);
    }
  }

  private static double plainSoftmax(double[] z, int label, double[] weights, RowLoss.Shape shape) {
    double sum = IntStream.range(0, 4).mapToDouble(c -> Math.exp(z[c])).sum();
    double loss = 0;
    for (int c = 0; c < 4; c++) {
      double p = Math.exp(z[c]) / sum;
      double target = (c == label ? 1 - shape.smoothing() : 0) + shape.smoothing() / 4;
      loss -= weights[c] * target * Math.pow(1 - p, shape.gamma()) * Math.log(p);
    }
    return loss;
  }

  /** Row 1 has the labels 1 and 3. */
  private static double plainLogistic(
      double[] z, double[] ifSet, double[] ifNot, RowLoss.Shape shape) {
    double loss = 0;
    for (int c = 0; c < 4; c++) {
      boolean has = c % 2 == 1;
      double p = 1 / (1 + Math.exp(-z[c]));
      double yes = has ? 1 - shape.smoothing() / 2 : shape.smoothing() / 2;
      double weight = has ? ifSet[c] : ifNot[c];
      loss -= weight * yes * Math.pow(1 - p, shape.gamma()) * Math.log(p) / 4;
      loss -= weight * (1 - yes) * Math.pow(p, shape.gamma()) * Math.log(1 - p) / 4;
    }
    return loss;
  }
}
