package org.gnnautoscale.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.BatchOrder;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must stay true of training with histories, against a dense double-precision GCN. */
class GasPropertiesTest {

  private static final List<TinyGraph.Plan> GRAPHS =
      List.of(
          TinyGraph.plan(),
          TinyGraph.plan().sparse().weighted(),
          TinyGraph.plan().directed().weighted().parts(6));

  @TempDir Path directory;

  private final Engine engine = new CpuEngine(2);
  private final Workspace workspace = new Workspace();

  @AfterEach
  void close() {
    workspace.close();
    engine.close();
  }

  @Test
  void inferenceLayerByLayerIsTheFullForwardPass() throws Exception {
    for (TinyGraph.Plan plan : GRAPHS) {
      TinyGraph tiny = plan.draw();
      for (ModelConfig config : everyOption()) {
        try (GraphData graph = load(tiny);
            Gnn model = model(tiny, config)) {
          double[][] exact = new ReferenceGcn(tiny, config, model).logits(all(tiny), null, false);

          assertClose(inferred(graph, model, 10), exact);
          assertClose(inferred(graph, model, 1000), exact);
        }
      }
    }
  }

  @Test
  void withFrozenWeightsHistoriesBecomeExactInOneSweepALayer() throws Exception {
    TinyGraph tiny = TinyGraph.plan().parts(6).draw();
    ModelConfig config = config(4, List.of(5, 7, 4), false, false, true, false);
    try (GraphData graph = load(tiny);
        Gnn model = model(tiny, config);
        Histories histories = histories(graph, model);
        BatchLoader loader = new BatchLoader(graph, model.messages(), 0)) {
      double[][] exact = new ReferenceGcn(tiny, config, model).logits(all(tiny), null, false);
      BatchOrder order = new BatchOrder(6, 2, 0, 1);

      double[][] outputs = new double[0][];
      for (int sweep = 1; sweep <= 4; sweep++) {
        outputs = sweep(graph, model, histories, loader, order.epoch(sweep));
        if (sweep == 1) {
          assertThat(difference(outputs, exact)).isGreaterThan(1e-3);
        }
      }

      assertClose(outputs, exact);
    }
  }

  @Test
  void theGradientOfABatchIsThatOfItsLossWithTheHaloHeldConstant() throws Exception {
    for (TinyGraph.Plan plan : GRAPHS) {
      TinyGraph tiny = plan.draw();
      for (ModelConfig config : everyOption()) {
        try (GraphData graph = load(tiny);
            Gnn model = model(tiny, config);
            Histories histories = histories(graph, model);
            BatchLoader loader = new BatchLoader(graph, model.messages(), 0)) {
          fillRandomly(histories);
          assertGradients(tiny, config, graph, model, histories, loader.fixed(List.of(0, 2)));
        }
      }
    }
  }

  @Test
  void theFullBatchHasTheGradientOfTheWholeLoss() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    for (ModelConfig config : everyOption()) {
      try (GraphData graph = load(tiny);
          Gnn model = model(tiny, config);
          BatchLoader loader = new BatchLoader(graph, model.messages(), 0)) {
        Subgraph whole = loader.fixed(IntStream.range(0, tiny.parts()).boxed().toList());
        assertGradients(tiny, config, graph, model, Histories.none(), whole);
      }
    }
  }

  @Test
  void otherNamesOfTheNodesChangeTheOrderOfRowsAlone() throws Exception {
    TinyGraph tiny = TinyGraph.plan().directed().weighted().draw();
    List<Integer> names = new ArrayList<>(IntStream.range(0, tiny.nodes).boxed().toList());
    java.util.Collections.shuffle(names, new Random(3));
    int[] to = names.stream().mapToInt(Integer::intValue).toArray();
    ModelConfig config = config(3, List.of(5), true, false, true, true);
    try (GraphData graph = load(tiny);
        Gnn model = model(tiny, config)) {
      double[][] before = inferred(graph, model, 10);
      try (GraphData renamed = load(tiny.permuted(to))) {
        double[][] after = inferred(renamed, model, 10);
        double[][] back =
            IntStream.range(0, tiny.nodes).mapToObj(v -> after[to[v]]).toArray(double[][]::new);
        assertClose(back, before);
      }
    }
  }

  @Test
  void oneRowOfTheHaloChangesTheOutput() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    ModelConfig config = config(2, List.of(5), false, false, false, false);
    try (GraphData graph = load(tiny);
        Gnn model = model(tiny, config);
        Histories histories = histories(graph, model);
        BatchLoader loader = new BatchLoader(graph, model.messages(), 0)) {
      fillRandomly(histories);
      Subgraph batch = loader.fixed(List.of(1));
      double[][] before = output(graph, model, histories, batch);

      Matrix row = histories.of(0).rows().row(batch.haloIds()[0]);
      for (int c = 0; c < row.cols(); c++) {
        row.set(0, c, row.get(0, c) + 10);
      }
      double[][] changed = output(graph, model, histories, batch);
      double[][] again = output(graph, model, histories, batch);

      assertThat(difference(changed, before)).isGreaterThan(0.1);
      assertThat(again).isDeepEqualTo(changed);
    }
  }

  @Test
  void aBatchPushesItsOwnRowsAndNoOthers() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    ModelConfig config = config(2, List.of(5), false, false, false, false);
    try (GraphData graph = load(tiny);
        Gnn model = model(tiny, config);
        Histories histories = histories(graph, model);
        BatchLoader loader = new BatchLoader(graph, model.messages(), 0)) {
      histories.of(0).rows().fill(-1);
      output(graph, model, histories, loader.fixed(List.of(0, 2)));

      for (int v = 0; v < tiny.nodes; v++) {
        boolean own = tiny.nodesOf(0).contains(v) || tiny.nodesOf(2).contains(v);
        float[] row = histories.of(0).rows().row(v).toArray();
        assertThat(row[0] == -1).isEqualTo(!own);
      }
    }
  }

  private void assertGradients(
      TinyGraph tiny,
      ModelConfig config,
      GraphData graph,
      Gnn model,
      Histories histories,
      Subgraph batch) {
    int[] ids = IntStream.range(0, batch.numNodes()).map(r -> (int) batch.ids()[r]).toArray();
    int[] rows = Arrays.copyOf(batch.trainRows(), batch.numTrain());
    double[][][] past =
        IntStream.range(0, histories.size())
            .mapToObj(i -> ReferenceGcn.doubles(histories.of(i).rows()))
            .toArray(double[][][]::new);
    ReferenceGcn reference = new ReferenceGcn(tiny, config, model);
    model.parameters().clearGradients();
    double loss;
    try (Tape tape = Tape.training(engine, workspace, 1, 1)) {
      Tensor logits = BatchForward.run(tape, model, graph, batch, histories);
      loss = logits.crossEntropy(batch.labels(), rows, rows.length, 1.0 / rows.length);
      tape.backward();
    }

    double @Nullable [][][] outside = past.length == 0 ? null : past;
    assertThat(loss)
        .isCloseTo(
            ReferenceGcn.loss(reference.logits(ids, outside, true), batch.labels(), rows),
            within(1e-5));
    for (Parameter parameter : model.parameters().list()) {
      double[][] values = reference.parameters.get(parameter.name());
      Matrix gradient = parameter.grad();
      for (int r = 0; r < values.length; r++) {
        for (int c = 0; c < values[r].length; c++) {
          double kept = values[r][c];
          values[r][c] = kept + 1e-5;
          double up = ReferenceGcn.loss(reference.logits(ids, outside, true), batch.labels(), rows);
          values[r][c] = kept - 1e-5;
          double down =
              ReferenceGcn.loss(reference.logits(ids, outside, true), batch.labels(), rows);
          values[r][c] = kept;
          assertThat((double) gradient.get(r, c))
              .as("%s [%d, %d] of %s", parameter.name(), r, c, config)
              .isCloseTo((up - down) / 2e-5, within(2e-4));
        }
      }
    }
  }

  private double[][] output(GraphData graph, Gnn model, Histories histories, Subgraph batch) {
    try (Tape tape = Tape.evaluating(engine, workspace)) {
      return ReferenceGcn.doubles(BatchForward.run(tape, model, graph, batch, histories).value());
    }
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
    double[][] outputs = new double[(int) graph.numNodes()][];
    try (BatchLoader loader = new BatchLoader(graph, model.messages(), 0);
        LayerwiseForward forward =
            new LayerwiseForward(engine, workspace, graph, loader.chunks(chunkNodes))) {
      forward.run(
          model,
          Histories.none(),
          (first, logits, embedding) -> {
            double[][] rows = ReferenceGcn.doubles(logits);
            System.arraycopy(rows, 0, outputs, (int) first, rows.length);
          });
    }
    return outputs;
  }

  private GraphData load(TinyGraph tiny) throws IOException {
    return GraphData.load(tiny.write(directory), Progress.silent());
  }

  /** A model whose biases, norms and running statistics are not what they begin as. */
  private static Gnn model(TinyGraph tiny, ModelConfig config) {
    Gnn model = new Gcn(new GraphInfo(tiny.width, tiny.classes, 1), config, 5);
    Random random = new Random(8);
    for (Parameter parameter : model.parameters().list()) {
      if (parameter.rows() == 1) {
        shift(parameter.value(), random);
      }
    }
    for (Map.Entry<String, Matrix> buffer : model.parameters().buffers().entrySet()) {
      shift(buffer.getValue(), random);
    }
    return model;
  }

  private static void shift(Matrix row, Random random) {
    for (int c = 0; c < row.cols(); c++) {
      row.set(0, c, row.get(0, c) + random.nextFloat() / 2);
    }
  }

  private static Histories histories(GraphData graph, Gnn model) {
    return Histories.zeros(graph.numNodes(), BatchForward.historyWidths(model));
  }

  private static void fillRandomly(Histories histories) {
    Random random = new Random(4);
    for (int i = 0; i < histories.size(); i++) {
      Matrix rows = histories.of(i).rows();
      for (long r = 0; r < rows.rows(); r++) {
        for (int c = 0; c < rows.cols(); c++) {
          rows.set(r, c, (float) Math.max(0, random.nextGaussian()));
        }
      }
    }
  }

  private static int[] all(TinyGraph tiny) {
    return IntStream.range(0, tiny.nodes).toArray();
  }

  private static List<ModelConfig> everyOption() {
    return List.of(
        config(1, List.of(5), false, false, false, false),
        config(2, List.of(5), false, false, false, false),
        config(3, List.of(6, 2), false, false, true, false),
        config(3, List.of(6), true, false, true, false),
        config(3, List.of(5), false, true, false, false),
        config(2, List.of(5), true, true, true, true),
        config(1, List.of(5), true, false, false, true),
        config(3, List.of(4, 8, 4), false, false, true, true));
  }

  private static ModelConfig config(
      int layers,
      List<Integer> hidden,
      boolean batchNorm,
      boolean layerNorm,
      boolean residual,
      boolean linear) {
    return ModelConfig.of(Map.of("layers", layers, "hidden", hidden, "dropout", 0))
        .with("batchNorm", batchNorm)
        .with("layerNorm", layerNorm)
        .with("residual", residual)
        .with("linear", linear);
  }

  private static void assertClose(double[][] found, double[][] expected) {
    assertThat(difference(found, expected)).isLessThan(1e-4);
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
