package org.gnnautoscale.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
import org.gnnautoscale.load.BatchOrder;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
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

  /** A model with some of its options. */
  private record Case(String model, Map<String, Object> settings) {

    Gnn build(GraphData graph) {
      Gnn model =
          ModelRegistry.builder(this.model).build(GraphInfo.of(graph), ModelConfig.of(settings), 5);
      Random random = new Random(8);
      for (Parameter parameter : model.parameters().list()) {
        if (parameter.rows() == 1) {
          shift(parameter.value(), random);
        }
      }
      model.parameters().buffers().values().forEach(buffer -> shift(buffer, random));
      return model;
    }

    private static void shift(Matrix row, Random random) {
      for (int c = 0; c < row.cols(); c++) {
        row.set(0, c, row.get(0, c) + random.nextFloat() / 2);
      }
    }

    @Override
    public String toString() {
      return model + " " + settings;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("gcn", Map.of("layers", 3, "hidden", List.of(6, 4))),
        new Case("gcn", Map.of("layers", 2, "hidden", 5, "linear", true, "batchNorm", true)),
        new Case("mlp", Map.of("layers", 2, "hidden", 5)),
        new Case("sage", Map.of("layers", 3, "hidden", List.of(6, 4))),
        new Case("sage", Map.of("layers", 2, "hidden", 5, "aggregators", List.of("max"))),
        new Case("sage", Map.of("layers", 3, "hidden", 5, "residual", true, "batchNorm", true)),
        new Case("gat", Map.of("layers", 2, "hidden", 3, "hiddenHeads", 4)),
        new Case("gat", Map.of("layers", 3, "hidden", List.of(3, 5), "outHeads", 3)),
        new Case("gat", Map.of("layers", 2, "hidden", 3, "edgeFeatures", true, "layerNorm", true)),
        new Case("gin", Map.of("layers", 3, "hidden", 6, "batchNorm", true, "residual", true)),
        new Case("gin", Map.of("layers", 2, "hidden", List.of(6, 4), "noise", 0.1)),
        new Case("appnp", Map.of("layers", 4, "hidden", 7, "alpha", 0.2)),
        new Case("gcn2", Map.of("layers", 4, "hidden", 6)),
        new Case(
            "gcn2", Map.of("layers", 3, "hidden", 6, "sharedWeights", false, "residual", true)),
        new Case("gcn2", Map.of("layers", 3, "hidden", 6, "batchNorm", true, "theta", 1)),
        new Case("pna", Map.of("layers", 2, "hidden", 5)),
        new Case(
            "pna",
            Map.of(
                "layers",
                3,
                "hidden",
                List.of(5, 4),
                "aggregators",
                List.of("max", "min", "std", "sum"),
                "scalers",
                List.of("attenuation", "amplification"))),
        new Case("pna", Map.of("layers", 2, "hidden", 5, "edgeFeatures", true)),
        new Case("pna-jk", Map.of("layers", 3, "hidden", 5, "aggregators", List.of("mean", "max"))),
        new Case("pna-jk", Map.of("layers", 2, "hidden", 5, "batchNorm", true, "residual", true)));
  }

  @AfterEach
  void close() {
    workspace.close();
    engine.close();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void inferenceLayerByLayerIsTheFullForwardPass(Case model) throws Exception {
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
  @MethodSource("cases")
  void withFrozenWeightsHistoriesBecomeExactInOneSweepALayer(Case model) throws Exception {
    if (model.settings().containsKey("batchNorm") && model.model().equals("gin")) {
      return; // its norm needs the whole graph at once
    }
    try (GraphData graph = load(TinyGraph.plan().weighted().parts(6).draw());
        Gnn gnn = model.build(graph);
        Histories histories = histories(graph, gnn);
        BatchLoader loader = new BatchLoader(graph, gnn.messages(), 0)) {
      double[][] exact = full(graph, gnn);
      BatchOrder order = new BatchOrder(6, 2, 0, 1);
      double[][] outputs = sweep(graph, gnn, histories, loader, order.epoch(1));
      double first = difference(outputs, exact);

      for (int sweep = 2; sweep <= gnn.numLayers(); sweep++) {
        outputs = sweep(graph, gnn, histories, loader, order.epoch(sweep));
      }

      assertThat(difference(outputs, exact)).isLessThan(CLOSE);
      assertThat(first > 10 * CLOSE).isEqualTo(histories.size() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void otherNamesOfTheNodesChangeTheOrderOfRowsAlone(Case model) throws Exception {
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
  void oneRowOfTheHaloChangesTheOutput(Case model) throws Exception {
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
  void theFootprintOfAStepIsWhatItTakes(Case model) throws Exception {
    for (TinyGraph.Plan plan : graphs()) {
      try (GraphData graph = load(plan.draw());
          Gnn gnn = model.build(graph);
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

        assertThat(new Footprint(gnn, graph.shape()).trainingBytes(shape)).isEqualTo(taken);
        assertThat(workspace.bytesInUse()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFootprintGrowsWithTheBatch(Case model) throws Exception {
    try (GraphData graph = load(TinyGraph.plan().draw());
        Gnn gnn = model.build(graph)) {
      Footprint footprint = new Footprint(gnn, graph.shape());
      long walked = footprint.trainingBytes(new Footprint.Shape(1_500, 500, 10_000));
      long scaled = footprint.trainingBytes(new Footprint.Shape(15_000, 5_000, 100_000));

      assertThat((double) scaled / walked).isBetween(9.5, 10.1);
    }
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

  private static Histories histories(GraphData graph, Gnn model) {
    return Histories.zeros(graph.numNodes(), BatchForward.historyWidths(model));
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
