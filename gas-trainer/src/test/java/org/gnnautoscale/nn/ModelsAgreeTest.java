package org.gnnautoscale.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.reference.Dense;
import org.gnnautoscale.reference.DenseBatch;
import org.gnnautoscale.reference.DenseModel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model with every option against its formula on dense matrices of doubles: outputs, and
 * gradients of all parameters by central differences.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ModelsAgreeTest {

  private static final long SEED = 3;
  private static final long STEP = 8;

  /** Small enough that no ReLU or maximum changes sides in between. */
  private static final double APART = 1e-7;

  private final Engine engine = new CpuEngine(2);
  private final Workspace workspace = new Workspace();
  private final List<Loaded> graphs = new ArrayList<>();

  /** A graph, and the same from a store. */
  private record Loaded(TinyGraph tiny, GraphData data) {}

  static Stream<ModelCase> cases() {
    return ModelCase.all();
  }

  @BeforeAll
  void load(@TempDir Path directory) throws IOException {
    TinyGraph.Plan[] plans = {
      TinyGraph.plan(), TinyGraph.plan().sparse().weighted(), TinyGraph.plan().directed().weighted()
    };
    for (TinyGraph.Plan plan : plans) {
      TinyGraph tiny = plan.nodes(20).draw();
      Path store = directory.resolve("store-" + graphs.size());
      graphs.add(new Loaded(tiny, GraphData.load(tiny.write(store), Progress.silent())));
    }
  }

  @AfterAll
  void close() {
    graphs.forEach(graph -> graph.data.close());
    workspace.close();
    engine.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputsOfTheFullBatchAreThoseOfTheFormula(ModelCase model) throws Exception {
    for (Loaded graph : graphs) {
      try (Setup setup = new Setup(graph, model, model.config())) {
        setup.assertOutputs(setup.everything(), Histories.none());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void outputsOfABatchAreThoseOfTheFormulaWithTheHaloFromHistories(ModelCase model)
      throws Exception {
    for (Loaded graph : graphs) {
      try (Setup setup = new Setup(graph, model, model.config());
          Histories histories = setup.randomHistories()) {
        setup.assertOutputs(setup.loader.fixed(List.of(0, 2)), histories);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFullBatchHasTheGradientOfTheWholeLoss(ModelCase model) throws Exception {
    for (Loaded graph : graphs) {
      try (Setup setup = new Setup(graph, model, model.config().with("dropout", 0))) {
        setup.assertGradients(setup.everything(), Histories.none());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theGradientOfABatchIsThatOfItsLossWithTheHaloHeldConstant(ModelCase model) throws Exception {
    for (Loaded graph : graphs) {
      try (Setup setup = new Setup(graph, model, model.config().with("dropout", 0.3));
          Histories histories = setup.randomHistories()) {
        setup.assertGradients(setup.loader.fixed(List.of(0, 2)), histories);
      }
    }
  }

  /** A model and its formula on one graph. */
  private final class Setup implements AutoCloseable {

    private final Loaded graph;
    private final Gnn model;
    private final DenseModel formula;
    private final BatchLoader loader;
    private final double bound;

    Setup(Loaded graph, ModelCase model, ModelConfig config) {
      this.graph = graph;
      this.model = model.build(graph.data, config);
      this.formula = new DenseModel(model.model(), config, this.model);
      this.loader = new BatchLoader(graph.data, this.model.messages(), 0);
      // where neighbors are alike, a variance is a small difference of large float32 squares
      this.bound = config.aggregators().contains("std") ? 1e-4 : 2e-5;
    }

    Subgraph everything() throws InterruptedException {
      return loader.fixed(IntStream.range(0, graph.tiny.parts()).boxed().toList());
    }

    /** As a ReLU leaves them, so that many are 0. */
    Histories randomHistories() {
      Histories histories =
          Histories.zeros(graph.data.numNodes(), BatchForward.historyWidths(model));
      Random random = new Random(4);
      for (int i = 0; i < histories.size(); i++) {
        Matrix rows = histories.of(i).rows();
        for (long r = 0; r < rows.rows(); r++) {
          for (int c = 0; c < rows.cols(); c++) {
            rows.set(r, c, (float) Math.max(0, random.nextGaussian()));
          }
        }
      }
      return histories;
    }

    void assertOutputs(Subgraph batch, Histories histories) {
      DenseBatch dense = DenseBatch.of(graph.tiny, model.messages(), batch, histories);
      Dense expected = formula.evaluate(dense);
      try (Tape tape = Tape.evaluating(engine, workspace)) {
        assertClose("logits", run(tape, batch, histories).value(), expected, bound);
      }
    }

    void assertGradients(Subgraph batch, Histories histories) {
      DenseBatch dense = DenseBatch.of(graph.tiny, model.messages(), batch, histories);
      int[] rows = labelled(batch);
      double scale = 1.0 / rows.length;
      model.parameters().clearGradients();
      try (Tape tape = Tape.training(engine, workspace, SEED, STEP)) {
        run(tape, batch, histories).crossEntropy(batch.labels(), rows, rows.length, scale);
        tape.backward();
      }

      DoubleSupplier loss =
          () -> {
            DenseModel.Outcome outcome = formula.train(dense, SEED, STEP);
            return outcome.regularizer()
                + outcome.logits().crossEntropy(batch.labels(), rows, scale);
          };
      for (Parameter parameter : model.parameters().list()) {
        double[][] values = Objects.requireNonNull(formula.parameters().get(parameter.name()));
        assertClose(parameter.name(), parameter.grad(), differences(values, loss), bound);
      }
    }

    private Tensor run(Tape tape, Subgraph batch, Histories histories) {
      return BatchForward.run(tape, model, graph.data, batch, histories);
    }

    @Override
    public void close() {
      loader.close();
      model.close();
    }
  }

  private static int[] labelled(Subgraph batch) {
    return IntStream.range(0, batch.numNodes()).filter(r -> batch.labels()[r] >= 0).toArray();
  }

  private static Dense differences(double[][] values, DoubleSupplier loss) {
    double[][] slopes = new double[values.length][values[0].length];
    for (int r = 0; r < values.length; r++) {
      for (int c = 0; c < values[r].length; c++) {
        double kept = values[r][c];
        values[r][c] = kept + APART;
        double up = loss.getAsDouble();
        values[r][c] = kept - APART;
        slopes[r][c] = (up - loss.getAsDouble()) / (2 * APART);
        values[r][c] = kept;
      }
    }
    return Dense.over(slopes);
  }

  /** Within a bound that is relative to the largest value, or to 1. */
  private static void assertClose(String name, Matrix found, Dense expected, double bound) {
    double most = 1;
    for (double[] row : expected.values()) {
      most = Math.max(most, Arrays.stream(row).map(Math::abs).max().orElse(0));
    }
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.cols(); c++) {
        assertThat((double) found.get(r, c))
            .as("%s [%d, %d]", name, r, c)
            .isCloseTo(expected.at(r, c), within(bound * most));
      }
    }
  }
}
