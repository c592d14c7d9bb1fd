package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.RandomData;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Gradients of every operation against central differences of an independent forward pass in double
 * precision: a batch of 6 nodes with a halo of 5, whose rows come from a history of 9.
 */
class GradientTest {

  private static final int BATCH = 6;
  private static final int WIDTH = 5;
  private static final int CLASSES = 4;
  private static final long SEED = 3;
  private static final long STEP = 8;
  private static final int[] LABELS = {0, 3, 1, 2, 0, 1};
  private static final int[] COUNTED = {0, 2, 3, 5};
  private static final long[] HALO = {8, 0, 3, 1, 4};

  private final Engine engine = new CpuEngine(2);
  private final Workspace workspace = new Workspace();
  private final Parameters parameters = new Parameters(5);
  private final RandomData data = new RandomData(17);
  private final Matrix x = data.matrix(BATCH, WIDTH);
  private final Matrix history = data.matrix(9, WIDTH);
  private final Adjacency graph = data.graph(BATCH, BATCH + HALO.length, 0, 30);
  private final Parameter w = parameters.glorot("w", WIDTH, CLASSES, Group.REGULARIZED);
  private final Parameter square = parameters.glorot("square", WIDTH, WIDTH, Group.REST);
  private final Parameter b = parameters.uniform("b", 1, CLASSES, 1, Group.REST);
  private final Parameter wide = parameters.uniform("wide", 1, WIDTH, 1, Group.REST);
  private final Parameter scale = parameters.uniform("scale", 1, WIDTH, 1, Group.REST);
  private final BatchNorm norm = BatchNorm.declare(parameters, "norm", WIDTH, Group.REGULARIZED);

  private Tensor leaf;

  @AfterEach
  void close() {
    parameters.close();
    workspace.close();
    engine.close();
  }

  @Test
  void productAndBias() {
    check(t -> t.matmul(w).addBias(b), () -> x().matmul(d(w)).addBias(d(b)));
  }

  @Test
  void biasAndReluTogether() {
    check(
        t -> t.matmul(square).addBias(wide).relu().matmul(w),
        () -> x().matmul(d(square)).addBias(d(wide)).relu().matmul(d(w)));
  }

  @Test
  void biasAndReluApart() {
    check(
        t -> {
          Tensor biased = t.matmul(square).addBias(wide);
          return biased.add(biased.relu()).matmul(w);
        },
        () -> {
          Doubles biased = x().matmul(d(square)).addBias(d(wide));
          return biased.add(biased.relu()).matmul(d(w));
        });
  }

  @Test
  void reluOfSomethingElse() {
    check(t -> t.relu().matmul(w), () -> x().relu().matmul(d(w)));
  }

  @Test
  void aggregationOverBatchAndHaloReadInPlace() {
    check(
        t -> pull(t).aggregate(graph).matmul(w),
        () -> x().pull(history, HALO).aggregate(graph).matmul(d(w)));
  }

  @Test
  void aggregationOverBatchAndHaloCopied() {
    check(
        t -> {
          Tensor pulled = pull(t);
          assertThat(pulled.value().rows()).isEqualTo(11);
          assertThat(pulled.gradRows()).isEqualTo(6);
          return pulled.aggregate(graph).matmul(w);
        },
        () -> x().pull(history, HALO).aggregate(graph).matmul(d(w)));
  }

  @Test
  void aLossOfRowsOneByOne() {
    RowLoss loss = RowLoss.crossEntropy(LABELS, new double[] {1, 1, 1, 1}, RowLoss.Shape.PLAIN);
    check(
        t -> t.matmul(w).loss(loss, COUNTED, COUNTED.length, 0.25),
        (DoubleSupplier) () -> x().matmul(d(w)).crossEntropy(LABELS, COUNTED, 0.25));
  }

  @Test
  void dropoutOfBatchAndHalo() {
    check(
        t -> pull(t).dropout(0.4).aggregate(graph).dropout(0.2).matmul(w),
        () ->
            x().pull(history, HALO)
                .dropout(Dropout.of(SEED, STEP, 0, 0.4))
                .aggregate(graph)
                .dropout(Dropout.of(SEED, STEP, 1, 0.2))
                .matmul(d(w)));
  }

  @Test
  void theHaloCountsInTheGradientOfAWeightThatComesBeforeTheAggregation() {
    check(
        t -> pull(t).matmul(w).aggregate(graph).addBias(b),
        () -> x().pull(history, HALO).matmul(d(w)).aggregate(graph).addBias(d(b)));
  }

  @Test
  void anEncoderGivesGradientToHaloRowsOfTheInput() {
    check(
        t -> pull(t).matmul(square).addBias(wide).relu().dropout(0.3).aggregate(graph).matmul(w),
        () ->
            x().pull(history, HALO)
                .matmul(d(square))
                .addBias(d(wide))
                .relu()
                .dropout(Dropout.of(SEED, STEP, 0, 0.3))
                .aggregate(graph)
                .matmul(d(w)));
  }

  @Test
  void aConstantInputGetsNoGradientButItsWeightDoes() {
    check(
        t -> t.add(constant().matmul(square)).matmul(w),
        () -> x().add(Doubles.of(history.rows(0, BATCH)).matmul(d(square))).matmul(d(w)));
  }

  @Test
  void oneTensorUsedSeveralTimes() {
    check(
        t -> {
          Tensor h = t.matmul(square);
          Tensor twice = h.add(h).add(h.relu()).add(h.dropout(0.5));
          return twice.add(pull(h).aggregate(graph)).matmul(w);
        },
        () -> {
          Doubles h = x().matmul(d(square));
          Doubles dropped = h.dropout(Dropout.of(SEED, STEP, 0, 0.5));
          Doubles twice = h.add(h).add(h.relu()).add(dropped);
          return twice.add(h.pull(history, HALO).aggregate(graph)).matmul(d(w));
        });
  }

  @Test
  void oneWeightUsedTwice() {
    check(
        t -> t.matmul(square).relu().matmul(square).matmul(w),
        () -> x().matmul(d(square)).relu().matmul(d(square)).matmul(d(w)));
  }

  @Test
  void headOfRowsWithAndWithoutGradient() {
    check(
        t -> {
          Tensor all = pull(t).matmul(square);
          Tensor batch = all.head(BATCH);
          return batch.add(pull(t).head(BATCH)).add(all.aggregate(graph)).matmul(w);
        },
        () -> {
          Doubles all = x().pull(history, HALO).matmul(d(square));
          return all.head(BATCH).add(x()).add(all.aggregate(graph)).matmul(d(w));
        });
  }

  @Test
  void batchNormalization() {
    check(
        t -> t.matmul(square).batchNorm(norm).relu().matmul(w),
        () ->
            x().matmul(d(square))
                .transpose()
                .normalizedRows()
                .transpose()
                .scaleAndShift(d(norm.scale()), d(norm.shift()))
                .relu()
                .matmul(d(w)));
  }

  @Test
  void layerNormalization() {
    check(
        t -> t.matmul(square).layerNorm(scale, wide).relu().matmul(w),
        () ->
            x().matmul(d(square))
                .normalizedRows()
                .scaleAndShift(d(scale), d(wide))
                .relu()
                .matmul(d(w)));
  }

  @Test
  void normalizationsOfTensorsThatAreUsedElsewhereToo() {
    check(
        t -> t.add(t.batchNorm(norm)).add(t.layerNorm(scale, wide)).matmul(w),
        () -> {
          Doubles columns = x().transpose().normalizedRows().transpose();
          Doubles batchNorm = columns.scaleAndShift(d(norm.scale()), d(norm.shift()));
          Doubles layerNorm = x().normalizedRows().scaleAndShift(d(scale), d(wide));
          return x().add(batchNorm).add(layerNorm).matmul(d(w));
        });
  }

  @Test
  void sparseFeatures() {
    SparseRows sparse = data.sparse(BATCH, WIDTH, 2);
    Matrix dense = Matrix.allocate(BATCH, WIDTH);
    Dropout dropout = Dropout.of(SEED, STEP, 0, 0.5);
    for (int r = 0; r < BATCH; r++) {
      for (int e = sparse.begin(r); e < sparse.end(r); e++) {
        int f = sparse.index()[e];
        float kept = dropout.keeps(r, e - sparse.begin(r)) ? 2 * sparse.value()[e] : 0;
        dense.set(r, f, dense.get(r, f) + kept);
      }
    }

    check(
        t -> t.matmul(w).add(t.tape().sparseInput(sparse).dropout(0.5).matmul(w)),
        () -> x().matmul(d(w)).add(Doubles.of(dense).matmul(d(w))));
  }

  @Test
  void binaryCrossEntropy() {
    Matrix labels = Matrix.allocate(BATCH, CLASSES);
    for (int r = 0; r < BATCH; r++) {
      labels.set(r, LABELS[r], 1);
      labels.set(r, 2, 1);
    }

    check(
        t -> t.matmul(w).bceWithLogits(labels, COUNTED, COUNTED.length, 0.1),
        () -> x().matmul(d(w)).binaryCrossEntropy(labels, COUNTED, 0.1));
  }

  @Test
  void changingOneHaloRowChangesTheOutputButNoGradientFlowsIntoIt() {
    float[] before = output();
    history.set(3, 2, history.get(3, 2) + 1);
    float[] after = output();

    boolean used = IntStream.range(0, graph.numArcs()).anyMatch(e -> graph.col()[e] == BATCH + 2);
    assertThat(used).isTrue();
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void anEvaluatingTapeDropsAndRecordsNothing() {
    Matrix mean = norm.runningMean();
    try (Tape tape = Tape.evaluating(engine, workspace)) {
      Tensor in = tape.variable(x);
      Tensor out = in.dropout(0.9).batchNorm(norm).matmul(w);

      assertThat(in.dropout(0.9)).isSameAs(in);
      assertThat(out.gradRows()).isZero();
      assertThat(mean.toArray()).containsOnly(0);
      // running mean 0 and variance 1: x as it was, over sqrt(1 + eps)
      double expected = 0;
      for (int k = 0; k < WIDTH; k++) {
        expected += x.get(1, k) / Math.sqrt(1 + 1e-5) * w.value().get(k, 2);
      }
      assertThat(out.value().get(1, 2)).isCloseTo((float) expected, within(1e-5f));
    }
  }

  @Test
  void runningStatisticsFollowTheBatchByATenth() {
    try (Tape tape = Tape.training(engine, workspace, SEED, STEP)) {
      tape.constant(x).batchNorm(norm).value();
    }

    double sum = 0;
    double squares = 0;
    for (int r = 0; r < BATCH; r++) {
      sum += x.get(r, 0);
      squares += x.get(r, 0) * x.get(r, 0);
    }
    double variance = (squares - sum * sum / BATCH) / (BATCH - 1);
    assertThat(norm.runningMean().get(0, 0)).isCloseTo((float) (0.1 * sum / BATCH), within(1e-6f));
    assertThat(norm.runningVariance().get(0, 0))
        .isCloseTo((float) (0.9 + 0.1 * variance), within(1e-6f));
  }

  private float[] output() {
    try (Tape tape = Tape.training(engine, workspace, SEED, STEP)) {
      return pull(tape.variable(x)).aggregate(graph).matmul(w).value().toArray();
    }
  }

  private Tensor pull(Tensor batch) {
    return batch.tape().pull(batch, history, HALO, HALO.length);
  }

  private Tensor constant() {
    return leaf.tape().rows(history, new long[] {0, 1, 2, 3, 4, 5, 99}, BATCH);
  }

  private Doubles x() {
    return Doubles.of(x);
  }

  private static Doubles d(Parameter p) {
    return Doubles.of(p);
  }

  private void check(Function<Tensor, Tensor> logits, Supplier<Doubles> reference) {
    check(
        t -> logits.apply(t).crossEntropy(LABELS, COUNTED, COUNTED.length, 0.25),
        (DoubleSupplier) () -> reference.get().crossEntropy(LABELS, COUNTED, 0.25));
  }

  private interface Loss {
    double of(Tensor x);
  }

  private void check(Loss loss, DoubleSupplier reference) {
    parameters.clearGradients();
    List<Matrix> values = new ArrayList<>(List.of(x));
    List<float[]> gradients = new ArrayList<>();
    try (Tape tape = Tape.training(engine, workspace, SEED, STEP)) {
      leaf = tape.variable(x);
      double value = loss.of(leaf);
      assertThat(value).isCloseTo(reference.getAsDouble(), within(1e-5));
      tape.backward();
      gradients.add(leaf.grad().toArray());
    }
    for (Parameter p : parameters.list()) {
      values.add(p.value());
      gradients.add(p.grad().toArray());
    }
    for (int i = 0; i < values.size(); i++) {
      checkAgainstDifferences(values.get(i), gradients.get(i), reference);
    }
  }

  private static void checkAgainstDifferences(
      Matrix value, float[] gradient, DoubleSupplier reference) {
    for (int i = 0; i < gradient.length; i++) {
      int r = i / value.cols();
      int c = i % value.cols();
      float before = value.get(r, c);
      value.set(r, c, before + 2e-5f);
      double step = value.get(r, c);
      double difference = reference.getAsDouble();
      value.set(r, c, before - 2e-5f);
      step -= value.get(r, c);
      difference -= reference.getAsDouble();
      value.set(r, c, before);
      assertThat((double) gradient[i])
          .as("%s, row %d, column %d", value, r, c)
          .isCloseTo(difference / step, within(2e-5));
    }
  }
}
