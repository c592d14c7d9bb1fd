package org.gnnautoscale.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Optimizer;
import org.gnnautoscale.autograd.OptimizerConfig;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.history.HistoryType;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.BatchOrder;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Backing;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.reference.Dense;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must be true of every model that is trained with histories, whatever its layers compute. */
class EveryModelTest {

  private static final double CLOSE = 1e-4;

  @TempDir Path directory;

  private final Engine engine = new CpuEngine(2);
  private final Workspace workspace = new Workspace();

  static Stream<ModelCase> cases() {
    return ModelCase.all();
  }

  static Stream<ModelCase> casesForBatches() {
    return ModelCase.all().filter(model -> !model.needsTheWholeGraph());
  }

  @AfterEach
  void close() {
    workspace.close();
    engine.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inferenceLayerByLayerIsTheFullForwardPass(ModelCase model) throws Exception {
    for (TinyGraph.Plan plan : graphs()) {
      try (GraphData graph = load(plan.draw());
          Gnn gnn = model.build(graph)) {
        double[][] exact = full(graph, gnn);

        assertThat(difference(inferred(graph, gnn, 1000), exact)).isLessThan(CLOSE);
        assertThat(difference(inferred(graph, gnn, 10), exact)).isLessThan(CLOSE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("casesForBatches")
  void withFrozenWeightsHistoriesBecomeExactInOneSweepALayer(ModelCase model) throws Exception {
    try (GraphData graph = load(TinyGraph.plan().weighted().parts(6).draw());
        Gnn gnn = model.build(graph);
        Histories histories = histories(graph, gnn);
        BatchLoader loader = new BatchLoader(graph, gnn.messages(), 0)) {
      double[][] exact = full(graph, gnn);
      List<double[][]> outputs = oneSweepALayer(graph, gnn, histories, loader);
      double first = difference(outputs.getFirst(), exact);

      assertThat(difference(outputs.getLast(), exact)).isLessThan(CLOSE);
      assertThat(first > 10 * CLOSE).isEqualTo(histories.size() > 0);
    }
  }

  /**
   * A half is off by at most 2^-11 of its value. A layer makes of its inputs' error one of about
   * the same share of its output, to which the next history adds its own: 2^-11 a layer. Weights
   * and norms may make it larger, but errors of many neighbors cancel: a sixth of it is seen.
   */
  @ParameterizedTest
  @MethodSource("casesForBatches")
  void withFrozenWeightsHistoriesOfHalvesAreExactButForTheirRounding(ModelCase model)
      throws Exception {
    try (GraphData graph = load(TinyGraph.plan().weighted().parts(6).draw());
        Gnn gnn = model.build(graph);
        Histories histories = halves(graph, gnn);
        BatchLoader loader = new BatchLoader(graph, gnn.messages(), 0)) {
      double[][] exact = full(graph, gnn);
      double rounding = gnn.numLayers() * 0x1p-11 * largest(exact);

      double[][] outputs = oneSweepALayer(graph, gnn, histories, loader).getLast();

      assertThat(difference(outputs, exact)).isLessThan(rounding);
      assertThat(histories.rounding().rms()).isLessThan(0x1p-11);
      assertThat(histories.rounding().rms() > 0).isEqualTo(histories.size() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anExactPassThatFillsHistoriesOfHalvesIsExact(ModelCase model) throws Exception {
    try (GraphData graph = load(TinyGraph.plan().draw());
        Gnn gnn = model.build(graph);
        Histories histories = halves(graph, gnn);
        Histories exact = histories(graph, gnn)) {
      double[][] outputs = inferred(graph, gnn, 10, histories);

      assertThat(outputs).isDeepEqualTo(inferred(graph, gnn, 10, exact));
      for (int i = 0; i < histories.size(); i++) {
        Matrix halves = Matrix.allocate(graph.numNodes(), exact.of(i).width());
        long[] all = LongStream.range(0, graph.numNodes()).toArray();
        engine.gather(histories.of(i).pull(halves.rows(0, 0), all, all.length), halves);
        double[][] expected = doubles(exact.of(i).rows());
        assertThat(difference(doubles(halves), expected)).isLessThan(0x1p-11 * largest(expected));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void otherNamesOfTheNodesChangeTheOrderOfRowsAlone(ModelCase model) throws Exception {
    TinyGraph tiny = TinyGraph.plan().directed().weighted().draw();
    List<Integer> names = new ArrayList<>(IntStream.range(0, tiny.nodes).boxed().toList());
    Collections.shuffle(names, new Random(3));
    int[] to = names.stream().mapToInt(Integer::intValue).toArray();
    try (GraphData graph = load(tiny);
        Gnn gnn = model.build(graph)) {
      double[][] before = inferred(graph, gnn, 10);
      try (GraphData renamed = load(tiny.permuted(to))) {
        double[][] after = inferred(renamed, gnn, 10);
        double[][] back = Arrays.stream(to).mapToObj(name -> after[name]).toArray(double[][]::new);

        assertThat(difference(back, before)).isLessThan(CLOSE);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneRowOfTheHaloChangesTheOutput(ModelCase model) throws Exception {
    try (GraphData graph = load(TinyGraph.plan().draw());
        Gnn gnn = model.build(graph);
        Histories histories = histories(graph, gnn);
        BatchLoader loader = new BatchLoader(graph, gnn.messages(), 0)) {
      fillRandomly(histories);
      Subgraph batch = loader.fixed(List.of(1));
      for (int i = 0; i < histories.size(); i++) {
        Matrix row = histories.of(i).rows().row(batch.haloIds()[0]);
        row.fill(5);
        double[][] before = output(graph, gnn, histories, batch);
        row.fill(0);
        double[][] zeroed = output(graph, gnn, histories, batch);
        row.fill(5);

        assertThat(difference(zeroed, before)).isGreaterThan(1e-3);
        assertThat(output(graph, gnn, histories, batch)).isDeepEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFootprintOfAStepIsWhatItTakes(ModelCase model) throws Exception {
    for (TinyGraph.Plan plan : graphs()) {
      try (GraphData graph = load(plan.draw());
          // an edge that is dropped takes no memory
          Gnn gnn = model.build(graph, model.config().with("edgeDropout", 0));
          Histories histories = histories(graph, gnn);
          BatchLoader loader = new BatchLoader(graph, gnn.messages(), 0)) {
        Subgraph batch = loader.fixed(List.of(0, 2));
        Footprint.Shape shape =
            new Footprint.Shape(batch.numNodes(), batch.numHalo(), batch.adjacency().numArcs());
        long taken;
        try (Tape tape = Tape.training(engine, workspace, 1, 1)) {
          Tensor logits = BatchForward.run(tape, gnn, graph, batch, histories);
          logits.crossEntropy(batch.labels(), batch.trainRows(), batch.numTrain(), 1);
          tape.backward();
          taken = workspace.bytesInUse();
        }

        // how many edges a dropout leaves is a matter of chance
        boolean drops = model.settings().containsKey("edgeDropout");
        assertThat(new Footprint(gnn, graph.shape()).trainingBytes(shape))
            .isCloseTo(taken, withinPercentage(drops ? 5 : 0));
        assertThat(workspace.bytesInUse()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFootprintGrowsWithTheBatch(ModelCase model) throws Exception {
    try (GraphData graph = load(TinyGraph.plan().draw());
        Gnn gnn = model.build(graph)) {
      Footprint footprint = new Footprint(gnn, graph.shape());
      long walked = footprint.trainingBytes(new Footprint.Shape(1_500, 500, 10_000));
      long scaled = footprint.trainingBytes(new Footprint.Shape(15_000, 5_000, 100_000));

      assertThat((double) scaled / walked).isBetween(9.5, 10.1);
    }
  }

  @ParameterizedTest
  @MethodSource("casesForBatches")
  void withExactHistoriesABatchGivesWhatTheFullBatchGives(ModelCase model) throws Exception {
    try (GraphData graph = load(TinyGraph.plan().sparse().draw());
        Gnn gnn = model.build(graph);
        Histories histories = histories(graph, gnn);
        BatchLoader loader = new BatchLoader(graph, gnn.messages(), 0);
        LayerwiseForward forward =
            new LayerwiseForward(engine, workspace, graph, loader.chunks(10))) {
      forward.fill(gnn, histories);
      Subgraph batch = loader.fixed(List.of(0, 3));
      double[][] exact = full(graph, gnn);
      double[][] rows =
          IntStream.range(0, batch.numNodes())
              .mapToObj(r -> exact[(int) batch.ids()[r]])
              .toArray(double[][]::new);

      assertThat(difference(output(graph, gnn, histories, batch), rows)).isLessThan(CLOSE);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aBatchPushesItsOwnRowsAndNoOthers(ModelCase model) throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    try (GraphData graph = load(tiny);
        Gnn gnn = model.build(graph);
        Histories histories = histories(graph, gnn);
        BatchLoader loader = new BatchLoader(graph, gnn.messages(), 0)) {
      for (int i = 0; i < histories.size(); i++) {
        histories.of(i).rows().fill(-99);
      }
      output(graph, gnn, histories, loader.fixed(List.of(0, 2)));

      for (int i = 0; i < histories.size(); i++) {
        for (int v = 0; v < tiny.nodes; v++) {
          boolean own = tiny.nodesOf(0).contains(v) || tiny.nodesOf(2).contains(v);
          float[] row = histories.of(i).rows().row(v).toArray();
          assertThat(row[0] == -99).as("row %d", v).isEqualTo(!own);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onePartTrainsAsTheFullBatchDoesBitByBit(ModelCase model) throws Exception {
    try (GraphData graph = load(TinyGraph.plan().weighted().parts(1).draw())) {
      float[][] gas = trained(graph, model, true);
      float[][] full = trained(graph, model, false);

      assertThat(gas).isDeepEqualTo(full);
    }
  }

  /** Parameters and running statistics after a few steps with dropout. */
  private float[][] trained(GraphData graph, ModelCase model, boolean withHistories)
      throws Exception {
    try (Gnn gnn = model.build(graph);
        Histories histories = withHistories ? histories(graph, gnn) : Histories.none();
        BatchLoader loader = new BatchLoader(graph, gnn.messages(), 0);
        Optimizer optimizer =
            new Optimizer(engine, gnn.parameters(), OptimizerConfig.of(Map.of("lr", 0.05)))) {
      float[][] before = state(gnn, Histories.none());
      Subgraph batch = loader.fixed(List.of(0));
      for (int step = 1; step <= 4; step++) {
        try (Tape tape = Tape.training(engine, workspace, 7, step)) {
          BatchForward.run(tape, gnn, graph, batch, histories)
              .crossEntropy(batch.labels(), batch.trainRows(), batch.numTrain(), 0.1);
          tape.backward();
        }
        optimizer.step();
      }
      float[][] after = state(gnn, Histories.none());
      assertThat(Arrays.deepEquals(after, before)).isFalse();
      return after;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void anEvaluationChangesNoParameterNoStatisticAndNoHistory(ModelCase model) throws Exception {
    try (GraphData graph = load(TinyGraph.plan().draw());
        Gnn gnn = model.build(graph);
        Histories histories = histories(graph, gnn)) {
      fillRandomly(histories);
      float[][] before = state(gnn, histories);
      double[][] once = inferred(graph, gnn, 10);

      assertThat(state(gnn, histories)).isDeepEqualTo(before);
      assertThat(inferred(graph, gnn, 10)).isDeepEqualTo(once);
    }
  }

  /** Everything that training goes on from. */
  private static float[][] state(Gnn model, Histories histories) {
    List<float[]> all = new ArrayList<>();
    for (Parameter parameter : model.parameters().list()) {
      all.add(parameter.value().toArray());
      all.add(parameter.grad().toArray());
    }
    model.parameters().buffers().values().forEach(buffer -> all.add(buffer.toArray()));
    for (int i = 0; i < histories.size(); i++) {
      all.add(histories.of(i).rows().toArray());
    }
    return all.toArray(float[][]::new);
  }

  private static List<TinyGraph.Plan> graphs() {
    return List.of(
        TinyGraph.plan(),
        TinyGraph.plan().sparse().weighted(),
        TinyGraph.plan().directed().weighted().parts(6));
  }

  /** Outputs of all nodes as one batch. */
  private double[][] full(GraphData graph, Gnn model) throws Exception {
    try (BatchLoader loader = new BatchLoader(graph, model.messages(), 0)) {
      List<Integer> all = IntStream.range(0, graph.numParts()).boxed().toList();
      return output(graph, model, Histories.none(), loader.fixed(all));
    }
  }

  private double[][] output(GraphData graph, Gnn model, Histories histories, Subgraph batch) {
    try (Tape tape = Tape.evaluating(engine, workspace)) {
      return doubles(BatchForward.run(tape, model, graph, batch, histories).value());
    }
  }

  /** Outputs of each sweep over all batches of two parts of six. */
  private List<double[][]> oneSweepALayer(
      GraphData graph, Gnn model, Histories histories, BatchLoader loader) throws Exception {
    BatchOrder order = new BatchOrder(6, 2, 0, 1);
    List<double[][]> outputs = new ArrayList<>();
    for (int sweep = 1; sweep <= model.numLayers(); sweep++) {
      outputs.add(sweep(graph, model, histories, loader, order.epoch(sweep)));
    }
    return outputs;
  }

  private double[][] sweep(
      GraphData graph, Gnn model, Histories histories, BatchLoader loader, List<int[]> unions)
      throws Exception {
    double[][] outputs = new double[(int) graph.numNodes()][];
    loader.announce(unions);
    for (int step = 0; step < unions.size(); step++) {
      Subgraph batch = loader.next();
      double[][] rows = output(graph, model, histories, batch);
      for (int r = 0; r < rows.length; r++) {
        outputs[(int) batch.ids()[r]] = rows[r];
      }
    }
    return outputs;
  }

  private double[][] inferred(GraphData graph, Gnn model, int chunkNodes) throws Exception {
    return inferred(graph, model, chunkNodes, Histories.none());
  }

  private double[][] inferred(GraphData graph, Gnn model, int chunkNodes, Histories histories)
      throws Exception {
    double[][] outputs = new double[(int) graph.numNodes()][];
    try (BatchLoader loader = new BatchLoader(graph, model.messages(), 0);
        LayerwiseForward forward =
            new LayerwiseForward(engine, workspace, graph, loader.chunks(chunkNodes))) {
      forward.run(
          model,
          histories,
          (first, logits, embedding) -> {
            double[][] rows = doubles(logits);
            System.arraycopy(rows, 0, outputs, (int) first, rows.length);
          });
    }
    return outputs;
  }

  private static double[][] doubles(Matrix matrix) {
    return Dense.of(matrix).values();
  }

  private GraphData load(TinyGraph tiny) throws IOException {
    return GraphData.load(tiny.write(directory), Progress.silent());
  }

  private static Histories histories(GraphData graph, Gnn model) {
    return Histories.zeros(graph.numNodes(), BatchForward.historyWidths(model));
  }

  private static Histories halves(GraphData graph, Gnn model) throws IOException {
    return Histories.zeros(
        graph.numNodes(), BatchForward.historyWidths(model), HistoryType.FP16, Backing.RAM);
  }

  private static double largest(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
  }

  private static void fillRandomly(Histories histories) {
    Random random = new Random(4);
    for (int i = 0; i < histories.size(); i++) {
      Matrix rows = histories.of(i).rows();
      for (long r = 0; r < rows.rows(); r++) {
        for (int c = 0; c < rows.cols(); c++) {
          rows.set(r, c, (float) (1 + random.nextGaussian()));
        }
      }
    }
  }

  private static double difference(double[][] a, double[][] b) {
    double most = 0;
    for (int r = 0; r < a.length; r++) {
      for (int c = 0; c < a[r].length; c++) {
        most = Math.max(most, Math.abs(a[r][c] - b[r][c]));
      }
    }
    return most;
  }
}
