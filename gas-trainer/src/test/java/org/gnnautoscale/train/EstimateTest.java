package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.nn.BatchForward;
import org.gnnautoscale.nn.Footprint;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run takes, beside what was told before. */
class EstimateTest {

  private static final Percentage CLOSE = Percentage.withPercentage(15);

  @TempDir static Path folder;
  private static Store store;

  @BeforeAll
  static void drawAGraphOfSomeMegabytes() throws IOException {
    store =
        TinyGraph.plan()
            .nodes(12_000)
            .parts(16)
            .even()
            .width(64)
            .draw()
            .write(folder.resolve("large"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gcn   |
          gcn   | refreshOnEvaluation=true
          gcn   | historyType=fp16
          gcn   | historyType=fp16 dropout=0 refreshOnEvaluation=true
          gcn   | historyStorage=disk
          gcn   | historyStorage=disk shardStorage=disk
          gcn   | mode=full
          gcn   | dropInput=false hidden=16
          sage  | dropInput=false hidden=16
          gcn   | dropInput=false hidden=64 mode=full shardStorage=disk
          sage  | shardStorage=disk
          gat   | hidden=16
          gcn2  | hidden=128
          pna   | hidden=64 aggregators=mean,max refreshOnEvaluation=true
          appnp | layers=10 hidden=64
          gin   | batchNorm=true
          mlp   |
          """)
  void aRunTakesOffTheHeapAndOnDiskWhatWasEstimated(String model, String settings)
      throws Exception {
    TrainConfig config = config(model, settings == null ? "" : settings);
    Estimate estimate = Estimate.of(store.manifest(), config);
    long others = OffHeap.liveBytes(); // what tests before this one have not given back

    Map<String, ?> summary =
        Trained.on(store, folder, config, TrainListener.silent()).summary().toMap();

    assertThat((double) estimate.offHeap()).isGreaterThan(15e6);
    assertThat((long) summary.get("peakOffHeapBytes") - others)
        .isCloseTo(estimate.offHeap(), CLOSE);
    assertThat((long) summary.get("peakDiskBytes")).isCloseTo(estimate.disk(), CLOSE);
    assertThat((long) summary.get("peakHeapBytes")).isPositive();
  }

  @Test
  void aStepOnNodesOfSeveralLabelsTakesWhatItsFootprintIs() throws Exception {
    Store several =
        TinyGraph.plan().multiLabel().classes(100).draw().write(folder.resolve("several"));
    TrainConfig config = config("gcn", "hidden=8 dropout=0");
    try (GraphData graph = GraphData.load(several, Progress.silent());
        Session session = new Session(graph, config);
        Gnn model = session.model(1);
        Histories histories = Histories.zeros(graph.numNodes(), BatchForward.historyWidths(model));
        BatchLoader loader = new BatchLoader(graph, model.messages(), 0);
        Workspace sums = new Workspace()) {
      Workspace workspace = session.machine().workspace();
      TrainingLoss loss = new TrainingLoss(config.lossConfig(), graph, 0, workspace);
      Subgraph batch = loader.fixed(List.of(0, 2));
      Footprint.Shape shape =
          new Footprint.Shape(batch.numNodes(), batch.numHalo(), batch.adjacency().numArcs());
      try (Tape tape = Tape.training(session.machine().engine(), workspace, 1, 1)) {
        Tensor logits = BatchForward.run(tape, model, graph, batch, histories);
        loss.add(logits, batch, 1, sums.accumulator());
        tape.backward();

        assertThat(new Footprint(model, graph.shape()).trainingBytes(shape))
            .isCloseTo(workspace.bytesInUse(), withinPercentage(1));
      }
    }
  }

  @Test
  void theSumsAreThoseOfThePlaces() {
    Estimate estimate = Estimate.of(store.manifest(), config("gcn", "historyStorage=disk"));
    Map<String, Object> map = estimate.toMap();

    assertThat(map)
        .containsEntry("deviceBytes", 0L)
        .containsEntry("diskBytes", estimate.disk())
        .containsEntry("heapBytes", estimate.subgraphs() + estimate.objects())
        .containsEntry("totalBytes", estimate.heap() + estimate.offHeap() + estimate.runtime());
    assertThat(sum(map, "graph", "feature", "history", "inference", "copy", "workspace"))
        .isCloseTo(estimate.offHeap() - estimate.parameters(), within(0L));
  }

  private static long sum(Map<String, Object> map, String... names) {
    return List.of(names).stream().mapToLong(name -> (long) map.get(name + "Bytes")).sum();
  }

  private static TrainConfig config(String model, String settings) {
    Map<String, Object> map = new HashMap<>();
    map.put("layers", 3);
    map.put("hidden", 256);
    map.put("epochs", 2);
    map.put("evalEvery", 2);
    map.put("batchParts", 4);
    map.put("workDirectory", folder.toString());
    for (String setting : new ArrayList<>(List.of(settings.split(" ", -1)))) {
      String[] pair = setting.split("=", -1);
      if (pair.length == 2) {
        map.put(pair[0], value(pair[1]));
      }
    }
    return TrainConfig.of(model, map);
  }

  private static Object value(String text) {
    if (text.contains(",")) {
      return List.of(text.split(","));
    }
    return text.matches("[0-9]+") ? (Object) Integer.valueOf(text) : text;
  }
}
