package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.OffHeap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** Steps against the formulas of the papers, as PyTorch computes them. */
class OptimizerTest {

  private final Engine engine = new CpuEngine(1);
  private final Parameters parameters = new Parameters(1);
  private final Parameter a = parameters.constant("a", 1, 3, 2, Group.REGULARIZED);
  private final Parameter b = parameters.constant("b", 1, 2, -1, Group.REST);

  @AfterEach
  void close() {
    parameters.close();
    engine.close();
  }

  @Test
  void adamAddsTheDecayOfEachGroupToTheGradient() {
    double[] x = {2, -1};
    double[] m = new double[2];
    double[] v = new double[2];
    double[] decay = {0.1, 0.01};
    try (Optimizer optimizer = optimizer("adam", 0)) {
      for (int t = 1; t <= 5; t++) {
        gradients(0.3f * t, -1e-6f);
        double[] g = {0.3f * t, -1e-6f};
        optimizer.step();
        for (int i = 0; i < 2; i++) {
          double gradient = g[i] + decay[i] * x[i];
          x[i] -= 0.05 * adam(m, v, i, gradient, t);
        }
        assertThat((double) a.value().get(0, 2)).isCloseTo(x[0], within(3e-6));
        assertThat((double) b.value().get(0, 1)).isCloseTo(x[1], within(3e-6));
      }
    }
  }

  @Test
  void momentsThatFindNoRoomLeaveNothing() {
    parameters.values(Group.REST); // lets all of them be allocated
    parameters.values(Group.REGULARIZED);
    long before = OffHeap.liveBytes();
    int[] asked = new int[1];
    InvocationHandler full =
        (proxy, method, arguments) -> {
          if (method.getName().equals("matrix") && ++asked[0] == 2) {
            throw new OutOfMemoryError("of a test");
          }
          return method.invoke(engine, arguments);
        };
    Engine small =
        (Engine)
            Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, full);

    assertThatThrownBy(
            () -> new Optimizer(small, parameters, OptimizerConfig.of(Map.of("lr", 0.05))))
        .isInstanceOf(OutOfMemoryError.class);

    assertThat(asked[0]).isEqualTo(2);
    assertThat(OffHeap.liveBytes()).isEqualTo(before);
  }

  @Test
  void tinyGradientsAreDampedAsPyTorchDoes() {
    double[] m = new double[1];
    double[] v = new double[1];
    double x = 2;
    OptimizerConfig config = OptimizerConfig.of(Map.of("lr", 0.05));
    try (Optimizer optimizer = new Optimizer(engine, parameters, config)) {
      gradients(1e-8f, 1e-8f);
      optimizer.step();
      x -= 0.05 * adam(m, v, 0, 1e-8, 1);
    }

    // half of a full step, because the gradient is as large as epsilon
    assertThat((double) a.value().get(0, 0)).isCloseTo(x, within(1e-6));
    assertThat(x).isCloseTo(2 - 0.025, within(1e-9));
  }

  @Test
  void adamMovesAsNd4jsUpdaterDoes() {
    AdamUpdater updater = new AdamUpdater(new Adam(0.05));
    INDArray x = Nd4j.createFromArray(new float[] {2, 2, 2});
    updater.setStateViewArray(Nd4j.zeros(1, 6), new long[] {1, 3}, 'c', true);
    OptimizerConfig config = OptimizerConfig.of(Map.of("lr", 0.05));
    try (Optimizer optimizer = new Optimizer(engine, parameters, config)) {
      for (int t = 0; t < 5; t++) {
        gradients(0.3f * t - 0.5f, 1);
        INDArray by = Nd4j.valueArrayOf(new long[] {1, 3}, 0.3f * t - 0.5f);
        updater.applyUpdater(by, t, 0);
        x.subi(by.reshape(3));
        optimizer.step();
      }
    }

    assertThat((double) a.value().get(0, 1)).isCloseTo(x.getFloat(1), within(3e-6));
  }

  @Test
  void adamwDecaysApartFromTheGradient() {
    try (Optimizer optimizer = optimizer("adamw", 0)) {
      gradients(0.3f, -0.2f);
      optimizer.step();
    }

    // the first step of Adam is the learning rate, whatever the gradient
    assertThat(a.value().get(0, 0)).isCloseTo(2 * (1 - 0.05f * 0.1f) - 0.05f, within(3e-6f));
    assertThat(b.value().get(0, 0)).isCloseTo(-1 * (1 - 0.05f * 0.01f) + 0.05f, within(3e-6f));
  }

  @Test
  void gradientDescentWithAChangedLearningRate() {
    try (Optimizer optimizer = optimizer("sgd", 0)) {
      gradients(0.5f, 0.5f);
      optimizer.learningRate(0.1);
      optimizer.step();
    }

    assertThat(a.value().get(0, 0)).isCloseTo(2 - 0.1f * (0.5f + 0.1f * 2), within(1e-6f));
  }

  @Test
  void aMomentumLooksAheadAsNesterovHasIt() {
    Map<String, Object> settings =
        Map.of("optimizer", "sgd", "momentum", 0.9, "lr", 0.05, "weightDecay", 0.1);
    double x = 2;
    double buffer = 0;
    try (Optimizer optimizer = new Optimizer(engine, parameters, OptimizerConfig.of(settings))) {
      for (int t = 1; t <= 5; t++) {
        gradients(0.3f * t, 0);
        optimizer.step();
        // as PyTorch's SGD(momentum=0.9, nesterov=True, weight_decay=0.1) computes it
        double gradient = 0.3f * t + 0.1 * x;
        buffer = 0.9 * buffer + gradient;
        x -= 0.05 * (gradient + 0.9 * buffer);
        assertThat((double) a.value().get(0, 1)).as("step " + t).isCloseTo(x, within(3e-6));
      }
    }
  }

  @Test
  void aMomentumKeepsWhatItGatheredAtTheLearningRateOfThen() {
    Map<String, Object> settings = Map.of("optimizer", "sgd", "momentum", 0.5, "lr", 1);
    try (Optimizer optimizer = new Optimizer(engine, parameters, OptimizerConfig.of(settings))) {
      gradients(1, 0);
      optimizer.step();
      gradients(1, 0);
      optimizer.learningRate(0.1);
      optimizer.step();
    }

    // v: -1, then 0.5 * -1 - 0.1 = -0.6; steps are 0.5 v - lr g
    assertThat(a.value().get(0, 0)).isCloseTo(2 - 1.5f - 0.4f, within(1e-6f));
  }

  @Test
  void aMomentumIsOfGradientDescentAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OptimizerConfig.of(Map.of("momentum", 0.9)))
        .withMessage("momentum is of optimizer=sgd; adam has moments of its own, got momentum 0.9");
  }

  @Test
  void theNormOfAllGradientsTogetherIsClippedBeforeTheDecay() {
    OptimizerConfig config =
        OptimizerConfig.of(Map.of("optimizer", "sgd", "lr", 1, "weightDecay", 0.1, "gradNorm", 2));
    try (Optimizer optimizer = new Optimizer(engine, parameters, config)) {
      // 3 * 2^2 + 2 * sqrt(2)^2 = 16: a norm of 4, twice the limit
      gradients(2, (float) Math.sqrt(2));

      assertThat(optimizer.gradientNorm()).isCloseTo(4, within(1e-6));
      optimizer.step();
    }

    assertThat(a.value().get(0, 1)).isCloseTo(2 - 1 - 0.2f, within(1e-5f));
    assertThat(a.grad().toArray()).containsOnly(0);
  }

  @Test
  void aSmallNormIsLeftAsItIs() {
    try (Optimizer optimizer = optimizer("sgd", 100)) {
      gradients(1, 0);
      optimizer.step();
    }

    assertThat(b.value().get(0, 0)).isCloseTo(-1 + 0.05f * 0.01f, within(1e-6f));
  }

  @Test
  void aSavedStateGoesOnWithTheSameBits() {
    goesOn(Map.of("lr", 0.05, "gradNorm", 1, "weightDecay", 0.1));
    goesOn(Map.of("lr", 0.05, "optimizer", "sgd", "momentum", 0.9));
  }

  private void goesOn(Map<String, Object> settings) {
    OptimizerConfig config = OptimizerConfig.of(settings);
    float[] expected;
    float[] moments;
    float[] values;
    try (Optimizer optimizer = new Optimizer(engine, parameters, config)) {
      gradients(0.3f, -0.2f);
      optimizer.step();
      moments = optimizer.state().get("regularized").toArray();
      values = parameters.values(Group.REGULARIZED).toArray();
      gradients(0.1f, 0.5f);
      optimizer.step();
      expected = parameters.values(Group.REGULARIZED).toArray();
    }

    try (Optimizer optimizer = new Optimizer(engine, parameters, config)) {
      optimizer.state().get("regularized").copyFrom(moments);
      parameters.values(Group.REGULARIZED).copyFrom(values);
      optimizer.resumeAfter(1);
      gradients(0.1f, 0.5f);
      optimizer.step();
    }
    assertThat(parameters.values(Group.REGULARIZED).toArray()).containsExactly(expected);
  }

  private Optimizer optimizer(String algorithm, double gradNorm) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("optimizer", algorithm);
    settings.put("lr", 0.05);
    settings.put("weightDecay", 0.1);
    settings.put("weightDecayRest", 0.01);
    settings.put("gradNorm", gradNorm);
    return new Optimizer(engine, parameters, OptimizerConfig.of(settings));
  }

  private void gradients(float ofA, float ofB) {
    fill(a.grad(), ofA);
    fill(b.grad(), ofB);
  }

  private static void fill(Matrix matrix, float value) {
    matrix.fill(value);
  }

  private static double adam(double[] m, double[] v, int i, double g, int t) {
    m[i] = 0.9 * m[i] + 0.1 * g;
    v[i] = 0.999 * v[i] + 0.001 * g * g;
    double mean = m[i] / (1 - Math.pow(0.9, t));
    double root = Math.sqrt(v[i] / (1 - Math.pow(0.999, t)));
    return mean / (root + 1e-8);
  }
}
