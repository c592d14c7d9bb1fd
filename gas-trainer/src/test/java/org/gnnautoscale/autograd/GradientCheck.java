package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.reference.Arcs;
import org.gnnautoscale.reference.Dense;

/**
 * Gradients of operations against central differences of an independent forward pass in double
 * precision: a batch of 6 nodes with a halo of 5, whose rows come from a history of 9.
 */
final class GradientCheck implements AutoCloseable {

  static final int BATCH = 6;
  static final int ROWS = 11;
  static final int WIDTH = 6;
  static final int CLASSES = 4;
  static final int[] LABELS = {0, 3, 1, 2, 0, 1};
  static final int[] COUNTED = {0, 2, 3, 5};
  static final long[] HALO = {8, 0, 3, 1, 4};
  private static final long SEED = 3;
  private static final long STEP = 8;

  final Engine engine = new CpuEngine(2);
  final Workspace workspace = new Workspace();
  final Parameters parameters = new Parameters(5);
  final RandomData data = new RandomData(17);
  final Matrix batch = data.matrix(BATCH, WIDTH);
  final Matrix history = data.matrix(9, WIDTH);
  final Adjacency graph = withoutEdgesIntoTheLast(data.graph(BATCH - 1, ROWS, 0, 30));
  final Arcs arcs = Arcs.of(graph);

  /** Makes classes of rows, with a value for each. */
  final Parameter w = parameters.glorot("w", WIDTH, CLASSES, Group.REGULARIZED);

  final Parameter square = parameters.glorot("square", WIDTH, WIDTH, Group.REST);

  private record Checked(Matrix value, Dense gradient) {}

  /** A loss of the batch's rows. */
  @FunctionalInterface
  interface Loss {
    double of(Tensor x);
  }

  private static Adjacency withoutEdgesIntoTheLast(Adjacency a) {
    int[] ptr = Arrays.copyOf(a.rowPtr(), BATCH + 1);
    ptr[BATCH] = ptr[BATCH - 1];
    return Adjacency.of(BATCH, ROWS, ptr, a.col(), a.weight());
  }

  /** A tape of the step whose gradients are checked. */
  Tape tape() {
    return Tape.training(engine, workspace, SEED, STEP);
  }

  /** Rows of the batch, then those of the halo from the history. */
  Tensor pull(Tensor x) {
    return x.tape().pull(x, history, HALO, HALO.length);
  }

  /** Rows of the batch as they are now. */
  Dense x() {
    return Dense.of(batch);
  }

  Dense pulled(Dense x) {
    return x.above(Dense.of(history).rows(HALO, HALO.length));
  }

  static Dense d(Parameter parameter) {
    return Dense.of(parameter.value());
  }

  /** What operation number {@code i} of the step drops. */
  static Dropout drop(int i, double rate) {
    return Dropout.of(SEED, STEP, i, rate);
  }

  /** Checks an operation whose result's first 6 rows are made into classes. */
  void check(Function<Tensor, Tensor> rows, Supplier<Dense> expected) {
    checkLogits(
        x -> rows.apply(x).head(BATCH).matmul(w), () -> expected.get().head(BATCH).times(d(w)));
  }

  void checkLogits(Function<Tensor, Tensor> logits, Supplier<Dense> expected) {
    checkLoss(
        x -> logits.apply(x).crossEntropy(LABELS, COUNTED, COUNTED.length, 0.25),
        () -> expected.get().crossEntropy(LABELS, COUNTED, 0.25));
  }

  /** The gradient of the batch's rows and of all parameters. */
  void checkLoss(Loss loss, DoubleSupplier expected) {
    parameters.clearGradients();
    List<Checked> all = new ArrayList<>();
    try (Tape tape = tape()) {
      Tensor x = tape.variable(batch);
      assertThat(loss.of(x)).isCloseTo(expected.getAsDouble(), within(1e-5));
      tape.backward();
      all.add(new Checked(batch, Dense.of(x.grad())));
    }
    parameters.list().forEach(p -> all.add(new Checked(p.value(), Dense.of(p.grad()))));
    all.forEach(checked -> checkAgainstDifferences(checked, expected));
  }

  private static void checkAgainstDifferences(Checked checked, DoubleSupplier expected) {
    Matrix value = checked.value;
    for (int r = 0; r < value.rows(); r++) {
      for (int c = 0; c < value.cols(); c++) {
        float before = value.get(r, c);
        value.set(r, c, before + 2e-5f);
        double step = value.get(r, c);
        double difference = expected.getAsDouble();
        value.set(r, c, before - 2e-5f);
        step -= value.get(r, c);
        difference -= expected.getAsDouble();
        value.set(r, c, before);
        assertThat(checked.gradient.at(r, c))
            .as("%s, row %d, column %d", value, r, c)
            .isCloseTo(difference / step, within(2e-5));
      }
    }
  }

  /** Whether the halo's third row is looked at. */
  boolean usesTheThirdOfTheHalo() {
    return IntStream.range(0, graph.numArcs()).anyMatch(e -> graph.col()[e] == BATCH + 2);
  }

  @Override
  public void close() {
    parameters.close();
    workspace.close();
    engine.close();
  }
}
