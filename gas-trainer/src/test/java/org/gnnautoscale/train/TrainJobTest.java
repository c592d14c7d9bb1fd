package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.ConsoleProgress;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputExistsException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.store.CutSummary;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainJobTest {

  @TempDir Path folder;

  private final TinyGraph tiny = TinyGraph.plan().draw();

  @Test
  void onePartTrainsAsTheFullBatchDoes() throws Exception {
    TinyGraph one = TinyGraph.plan().parts(1).draw();
    for (boolean norms : new boolean[] {false, true}) {
      Trained gas =
          Trained.on(one, folder, Trained.config("layers", 3, "batchNorm", norms, "linear", norms));
      Map<String, float[]> weights = gas.weights(0);
      Trained full =
          Trained.on(
              one,
              folder,
              Trained.config("layers", 3, "batchNorm", norms, "linear", norms, "mode", "full"));

      full.weights(0)
          .forEach(
              (name, values) ->
                  assertThat(values)
                      .as(name)
                      .containsExactly(Objects.requireNonNull(weights.get(name)), within(1e-6f)));
      assertThat(full.summary().loss()).isEqualTo(gas.summary().loss());
      assertThat(full.summary().historyBytes()).isZero();
      assertThat(gas.summary().historyBytes()).isEqualTo(2L * 40 * 5 * 4);
    }
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherOneOthers() throws Exception {
    TrainConfig config = Trained.config("batchNorm", true, "edgeDropout", 0.2);
    Trained first = Trained.on(tiny, folder, config, 2);
    Map<String, float[]> once = first.weights(0);
    Map<String, float[]> other = first.weights(1);
    Trained second = Trained.on(tiny, folder, config, 2);

    assertThat(second.weights(0)).usingRecursiveComparison().isEqualTo(once);
    assertThat(second.weights(1)).usingRecursiveComparison().isEqualTo(other);
    assertThat(other.get("convs.0.lin.weight")).isNotEqualTo(once.get("convs.0.lin.weight"));
    assertThat(second.summary().loss()).isEqualTo(first.summary().loss());
  }

  @Test
  void anEvaluationLeavesTheTrainingStateBitByBit() throws Exception {
    TrainConfig often = Trained.config("layers", 3, "batchNorm", true, "evalEvery", 1);
    TrainConfig once = Trained.config("layers", 3, "batchNorm", true, "evalEvery", 100);

    assertThat(Trained.on(tiny, folder, often).summary().loss())
        .isEqualTo(Trained.on(tiny, folder, once).summary().loss());
  }

  @Test
  void anEvaluationThatRefreshesChangesTheHistories() throws Exception {
    TrainConfig kept = Trained.config("lr", 0.1);
    TrainConfig refreshed = Trained.config("lr", 0.1, "refreshOnEvaluation", true);

    List<Double> without = Trained.on(tiny, folder, kept).summary().loss();
    List<Double> with = Trained.on(tiny, folder, refreshed).summary().loss();
    assertThat(with.get(0)).isEqualTo(without.get(0));
    assertThat(with.get(1)).isNotEqualTo(without.get(1));
  }

  @Test
  void trainingFindsWhatIsInTheFeatures() throws Exception {
    TinyGraph large = TinyGraph.plan().nodes(300).parts(10).sparse().draw();
    TrainConfig config =
        Trained.config("epochs", 60, "lr", 0.05, "dropout", 0.0, "linear", true, "residual", true);

    TrainSummary summary = Trained.on(large, folder, config).summary();

    assertThat(summary.loss().get(59)).isLessThan(0.9 * summary.loss().get(0));
    assertThat(Objects.requireNonNull(summary.valMetric()).mean()).isGreaterThan(0.45);
  }

  /** Settings that have one value, or that say where something lives. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("historyStorage", "historyType", "shardStorage", "workDirectory", "firstHop");

  /** Settings that count only beside another one. */
  private static final Map<String, Object[]> BESIDE =
      Map.of(
          "focalGamma", new Object[] {"loss", "focal"},
          "rescaleEdges", new Object[] {"edgeDropout", 0.2},
          "momentum", new Object[] {"optimizer", "sgd"},
          "stepEpochs", new Object[] {"schedule", "step"},
          "lrFactor", new Object[] {"schedule", "step", "stepEpochs", 2},
          "minLr", new Object[] {"schedule", "step", "stepEpochs", 2},
          "patience", new Object[] {"schedule", "plateau"});

  @Test
  void everySettingOfTheTrainerChangesTheOutcome() throws Exception {
    Map<String, Object> changes = new LinkedHashMap<>();
    changes.put("layers", 2);
    changes.put("hidden", 4);
    changes.put("dropout", 0.1);
    changes.put("dropInput", false);
    changes.put("edgeDropout", 0.2);
    changes.put("rescaleEdges", false);
    changes.put("batchNorm", true);
    changes.put("layerNorm", true);
    changes.put("residual", true);
    changes.put("linear", true);
    changes.put("lr", 0.02);
    changes.put("weightDecay", 0.1);
    changes.put("weightDecayRest", 0.1);
    changes.put("optimizer", "sgd");
    changes.put("momentum", 0.5);
    changes.put("schedule", "cosine");
    changes.put("warmupEpochs", 3);
    changes.put("stepEpochs", 2);
    changes.put("lrFactor", 0.25);
    changes.put("patience", 0);
    changes.put("minLr", 0.009);
    changes.put("gradNorm", 0.01);
    changes.put("batchParts", 1);
    changes.put("maxSteps", 1);
    changes.put("metric", "rocAuc");
    changes.put("epochs", 4);
    changes.put("evalEvery", 2);
    changes.put("earlyStopping", 1);
    changes.put("loss", "bce");
    changes.put("focalGamma", 1);
    changes.put("classWeights", List.of(1, 2, 3));
    changes.put("labelSmoothing", 0.1);
    changes.put("batchLoss", "mean");
    changes.put("refreshOnEvaluation", true);
    changes.put("mode", "full");
    changes.put("threads", 2);
    Set<String> known = new TreeSet<>(TrainConfig.defaults("gcn").toMap().keySet());
    known.removeAll(WITHOUT_EFFECT);
    assertThat(changes.keySet()).containsExactlyInAnyOrderElementsOf(known);
    assertThat(outcome(Map.of("layers", 3))).isEqualTo(outcome(Map.of("layers", 3)));

    for (Map.Entry<String, Object> change : changes.entrySet()) {
      Map<String, Object> settings = new LinkedHashMap<>(Map.of("layers", 3));
      Object[] beside = BESIDE.getOrDefault(change.getKey(), new Object[0]);
      for (int i = 0; i < beside.length; i += 2) {
        settings.put((String) beside[i], beside[i + 1]);
      }
      List<Object> before = outcome(settings);
      settings.put(change.getKey(), change.getValue());
      assertThat(outcome(settings)).as(change.toString()).isNotEqualTo(before);
    }
  }

  /** Everything a run leaves but its times. */
  private List<Object> outcome(Map<String, Object> settings) throws Exception {
    Object[] pairs =
        settings.entrySet().stream()
            .flatMap(setting -> Stream.of(setting.getKey(), setting.getValue()))
            .toArray();
    Trained trained = Trained.on(tiny, folder, Trained.config(pairs));
    TrainSummary summary = trained.summary();
    List<Object> outcome = new ArrayList<>(List.of(summary.loss(), summary.metric()));
    outcome.addAll(List.of(summary.threads(), summary.evalSeconds().size()));
    trained.weights(0).forEach((name, values) -> outcome.add(name + Arrays.toString(values)));
    return outcome;
  }

  @Test
  void trainingStopsWhenTheValidationMetricNoLongerRises() throws Exception {
    List<EpochReport> reports = new ArrayList<>();
    TrainConfig config = Trained.config("epochs", 200, "earlyStopping", 4, "evalEvery", 2);
    Store store = tiny.write(folder.resolve("store"));
    TrainSummary summary =
        new TrainJob(store, config, 1, 2)
            .run(path("run"), Existing.OVERWRITE, Progress.silent(), reports::add);

    List<EpochReport> ends = reports.stream().filter(EpochReport::isLast).toList();
    assertThat(ends.stream().map(EpochReport::epoch)).isEqualTo(summary.trainedEpochs());
    assertThat(summary.epochs()).isEqualTo(200);
    for (int run = 0; run < 2; run++) {
      int best = summary.bestEpochs().get(run);
      // evaluations are two epochs apart: the second one after the best is four epochs later
      assertThat(summary.trainedEpochs().get(run)).isEqualTo(best == 1 ? 6 : best + 4);
    }
    assertThat(summary.loss()).hasSize(summary.trainedEpochs().get(0));
  }

  @Test
  void aLearningRateThatStaysIsNotReported() throws Exception {
    assertThat(learningRates("epochs", 2)).hasSize(2).containsOnlyNulls();
  }

  @Test
  void aLearningRateThatChangesIsReported() throws Exception {
    assertThat(learningRates("epochs", 5, "schedule", "step", "stepEpochs", 2, "lr", 0.8))
        .containsExactly(0.8, 0.8, 0.4, 0.4, 0.2);
  }

  private List<Double> learningRates(Object... settings) throws Exception {
    List<Double> rates = new ArrayList<>();
    run(Trained.config(settings), report -> rates.add(report.learningRate()));
    return rates;
  }

  @Test
  void aLossThatDoesNotFitTheLabelsIsRefused() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(Trained.config("classWeights", List.of(1, 2)), report -> {}))
        .withMessage("classWeights must be 3 numbers, one for each class, got 2");
    assertThatIllegalArgumentException()
        .as("one weight for all classes of a softmax would do nothing")
        .isThrownBy(() -> run(Trained.config("classWeights", List.of(2)), report -> {}))
        .withMessage("classWeights must be 3 numbers, one for each class, got 1");
    TinyGraph several = TinyGraph.plan().multiLabel().draw();
    assertThat(Trained.on(several, folder, Trained.config("classWeights", List.of(2))).summary())
        .isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trained.on(several, folder, Trained.config("loss", "crossEntropy")))
        .withMessage(
            "loss crossEntropy needs one label a node, and here nodes have several; use bce or focal");
  }

  @Test
  void everyLossIsMadeSmaller() throws Exception {
    for (String loss : List.of("crossEntropy", "bce", "focal")) {
      TrainConfig config =
          Trained.config(
              "loss", loss, "classWeights", "balanced", "labelSmoothing", 0.1, "epochs", 30);
      List<Double> losses = Trained.on(tiny, folder, config).summary().loss();

      assertThat(losses.get(29)).as(loss).isLessThan(0.95 * losses.get(0));
    }
  }

  @Test
  void settingsShowWhereTheyAreMeantTo() throws Exception {
    Trained one = Trained.on(tiny, folder, Trained.config("layers", 1));
    assertThat(one.weights(0)).containsOnlyKeys("convs.0.lin.weight", "convs.0.bias");
    assertThat(one.summary().historyBytes()).isZero();

    Trained linear = Trained.on(tiny, folder, Trained.config("layers", 1, "linear", true));
    assertThat(linear.weights(0)).containsKeys("lins.0.weight", "lins.1.weight");
    assertThat(linear.weights(0).get("convs.0.lin.weight")).hasSize(5 * 5);

    Trained other =
        Trained.on(
            tiny,
            folder,
            Trained.config("batchParts", 3, "metric", "microF1", "evalEvery", 2, "threads", 2));
    assertThat(other.summary().batchParts()).isEqualTo(3);
    assertThat(other.summary().metric()).isEqualTo("microF1");
    assertThat(other.summary().evalSeconds()).as("after epochs 2, 4 and the last").hasSize(3);
    assertThat(other.summary().threads()).isEqualTo(2);
  }

  @Test
  void directedWeightedAndMultiLabelGraphsTrain() throws Exception {
    for (TinyGraph.Plan plan :
        List.of(
            TinyGraph.plan().directed().weighted(),
            TinyGraph.plan().multiLabel().sparse(),
            TinyGraph.plan().untrainedPart())) {
      TrainConfig config = Trained.config("batchParts", 1, "epochs", 3);
      assertThat(Trained.on(plan.draw(), folder, config).summary().loss())
          .allMatch(loss -> loss > 0 && loss < 10);
    }
    TinyGraph multi = TinyGraph.plan().multiLabel().draw();
    assertThat(Trained.on(multi, folder, Trained.config()).summary().metric()).isEqualTo("microF1");
  }

  @Test
  void runsTakeSplitsInTurnAndTheFirstBestEpoch() throws Exception {
    Trained trained = Trained.on(tiny, folder, Trained.config("lr", 1e-9), 3);

    assertThat(trained.directory().run(0)).isEqualTo(new Run(0, 1, 0));
    assertThat(trained.directory().run(1)).isEqualTo(new Run(1, 2, 1));
    assertThat(trained.directory().run(2)).isEqualTo(new Run(2, 3, 0));
    assertThat(trained.summary().bestEpochs()).containsExactly(1, 1, 1);
  }

  @Test
  void aRunGivesItsMemoryBack() throws Exception {
    Store store = tiny.write(folder.resolve("store"));
    long before = OffHeap.liveBytes();

    TrainSummary summary =
        new TrainJob(store, Trained.config("linear", true, "batchNorm", true), 1, 2)
            .run(path("run"), Existing.REFUSE, Progress.silent(), TrainListener.silent());

    assertThat(summary.runs()).isEqualTo(2);
    assertThat(OffHeap.liveBytes()).isEqualTo(before);
  }

  @Test
  void everyEpochIsReported() throws Exception {
    List<EpochReport> reports = new ArrayList<>();

    run(Trained.config("evalEvery", 2), reports::add);

    assertThat(reports).hasSize(5);
    assertThat(reports.get(0).scores()).isNull();
    assertThat(reports.get(1).isBest()).isTrue();
    assertThat(reports.get(4).scores()).isNotNull();
    assertThat(reports.stream().map(r -> r.line().length()).distinct()).hasSize(1);
    assertThat(reports.get(1).line()).contains("epoch    2/5").contains("loss").contains("test");
  }

  @Test
  void aLossThatIsNoNumberNamesEpochAndStepAndLeavesNothing() {
    TrainConfig wild = Trained.config("optimizer", "sgd", "lr", 1e30, "epochs", 50);

    assertThatThrownBy(() -> run(wild, TrainListener.silent()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no longer a number")
        .hasMessageContaining("epoch")
        .hasMessageContaining("step")
        .hasMessageContaining("kept     nothing: no epoch had been evaluated before")
        .hasMessageContaining("smaller lr");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  /** One step an epoch: the first one makes weights of 1e30, and the second loss is no number. */
  private static TrainConfig diverging(int evalEvery) {
    return Trained.config(
        "optimizer", "sgd", "lr", 1e30, "batchParts", 4, "epochs", 50, "evalEvery", evalEvery);
  }

  @Test
  void aRunThatDivergesAfterAnEvaluationEndsThereAndCounts() throws Exception {
    List<String> heard = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void epochDone(EpochReport report) {
            heard.add("epoch " + report.epoch());
          }

          @Override
          public void diverged(RunResult best, DivergedException end) {
            heard.add(
                "run %d, seed %d: best %d, diverged in %d"
                    .formatted(
                        best.run().index(), best.run().seed(), best.bestEpoch(), end.epoch()));
          }
        };

    TrainSummary summary =
        new TrainJob(tiny.write(folder.resolve("store")), diverging(1), 1, 2)
            .run(path("run"), Existing.REFUSE, Progress.silent(), listener);

    assertThat(heard)
        .containsExactly(
            "epoch 1",
            "run 0, seed 1: best 1, diverged in 2",
            "epoch 1",
            "run 1, seed 2: best 1, diverged in 2");
    assertThat(summary.trainedEpochs()).containsExactly(1, 1);
    assertThat(summary.bestEpochs()).containsExactly(1, 1);
    assertThat(summary.loss()).hasSize(1);
    assertThat(RunDirectory.open(path("run")).runs()).isEqualTo(2);
  }

  @Test
  void aRunThatDivergesBeforeAnyEvaluationIsAnError() {
    assertThatThrownBy(() -> run(diverging(5), TrainListener.silent()))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith(
            """
            the loss is no longer a number: training has diverged
              epoch    2
              step     1
            """);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void weightsThatAreNoNumbersAreNotEvaluated() {
    TrainConfig overflowing =
        Trained.config("optimizer", "sgd", "lr", 1e39, "batchParts", 4, "evalEvery", 1);

    assertThatThrownBy(() -> run(overflowing, TrainListener.silent()))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("a weight is no longer a number: training has diverged")
        .hasMessageContaining("epoch    1")
        .hasMessageContaining("seed     1");
  }

  @Test
  void anInterruptLeavesNothing() {
    long before = OffHeap.liveBytes();

    assertThatThrownBy(() -> run(Trained.config(), report -> Thread.currentThread().interrupt()))
        .isInstanceOf(InterruptedException.class);
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(OffHeap.liveBytes()).isEqualTo(before);
  }

  @Test
  void anExistingRunIsRefusedBeforeAnyWork() throws Exception {
    Trained.on(tiny, folder, Trained.config());
    byte[] old = Files.readAllBytes(folder.resolve("run/run.json"));

    assertThatThrownBy(() -> run(Trained.config(), TrainListener.silent()))
        .isInstanceOf(OutputExistsException.class);
    assertThat(folder.resolve("run/run.json")).hasBinaryContent(old);
  }

  @Test
  void withoutValidationNodesTheLastEpochIsKeptWithAWarning() throws Exception {
    StringWriter said = new StringWriter();
    Store store = TinyGraph.plan().splits(1).unvalidated().draw().write(folder.resolve("store"));

    TrainSummary summary =
        new TrainJob(store, Trained.config("epochs", 3), 1, 1)
            .run(
                path("run"),
                Existing.REFUSE,
                ConsoleProgress.inLog(new PrintWriter(said, true)),
                TrainListener.silent());

    assertThat(said.toString())
        .contains("warning: the split has no validation nodes: the last epoch is kept\n");
    assertThat(summary.bestEpochs()).containsExactly(3);
    assertThat(summary.valMetric()).isNull();
  }

  @Test
  void aStoreThatCannotBeTrainedOnIsRefused() {
    TinyGraph withoutSplits = TinyGraph.plan().splits(0).draw();
    TinyGraph untrained = TinyGraph.plan().untrained().draw();

    assertThatThrownBy(() -> Trained.on(withoutSplits, folder, Trained.config()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("has no splits");
    assertThatThrownBy(() -> Trained.on(untrained, folder, Trained.config()))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("no training nodes");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void settingsThatDoNotFitTheDataAreTheCallersMistake() {
    TinyGraph multi = TinyGraph.plan().multiLabel().draw();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trained.on(multi, folder, Trained.config("metric", "accuracy")))
        .withMessageContaining("one label a node");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(TrainConfig.defaults("gnc"), TrainListener.silent()))
        .withMessage(
            "unknown model 'gnc'; known are appnp, gat, gcn, gcn2, gin, mlp, pna, pna-jk, sage");
  }

  @Test
  void theSummaryHasEveryKeyOfTheContract() throws Exception {
    Map<String, ?> map = Trained.on(tiny, folder, Trained.config(), 2).summary().toMap();

    assertThat(map.keySet())
        .contains(
            "model",
            "dataset",
            "nodes",
            "edges",
            "parts",
            "batchParts",
            "epochs",
            "bestEpoch",
            "loss",
            "valMetric",
            "testMetric",
            "metric",
            "epochSeconds",
            "evalSeconds",
            "setupSeconds",
            "peakRssBytes",
            "historyBytes",
            "seed",
            "runs",
            "threads",
            "engine");
    assertThat(map.values()).doesNotContainNull();
  }

  @Test
  void anEstimateHasRoomForTheHistoriesAndTheFeatures() throws Exception {
    Store store = tiny.write(folder.resolve("store"));

    Estimate estimate = Estimate.of(store.manifest(), Trained.config("layers", 3, "hidden", "7,5"));

    assertThat(estimate.histories()).isEqualTo(4L * 40 * 12);
    assertThat(estimate.features()).isEqualTo(4L * 40 * 6);
    assertThat(estimate.toMap().get("totalBytes")).isEqualTo(estimate.total());
  }

  @Test
  void anEstimateHasRoomForTheChunksOfAnEvaluation() {
    List<PartFile> files = new ArrayList<>();
    for (int part = 0; part < 100; part++) {
      files.add(new PartFile(part, "part-" + part, 0, "", 1000L * part, 1000, 5000, 10));
    }
    GraphShape shape =
        new GraphShape(
            "wide", false, false, 100_000, 250_000, 500_000, 6, false, 3, false, List.of(), 1,
            false);
    Manifest manifest =
        new Manifest(shape, new CutSummary(0, null, 1000, 1, 1), Map.of(), Map.of(), "", files);

    TrainConfig small = Trained.config("batchParts", 1, "hidden", 64);
    TrainConfig large = Trained.config("batchParts", 100, "hidden", 64);

    // 65 parts make a chunk: the hidden layer's input, product and output for its 65,000 nodes
    assertThat(Estimate.of(manifest, small).workspace()).isBetween(4L * 65_000 * 64, 200_000_000L);
    assertThat(Estimate.of(manifest, large).workspace())
        .isGreaterThan(Estimate.of(manifest, small).workspace());
  }

  private void run(TrainConfig config, TrainListener listener) throws Exception {
    TrainSummary summary =
        new TrainJob(tiny.write(folder.resolve("store")), config, 1, 1)
            .run(path("run"), Existing.REFUSE, Progress.silent(), listener);
    assertThat(summary.epochs()).isEqualTo(config.epochs());
  }

  private org.apache.hadoop.fs.Path path(String name) throws Exception {
    return Storage.path(folder.resolve(name).toString());
  }
}
