package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.engine.RoundingError;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.history.HistoryType;
import org.gnnautoscale.memory.Backing;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories as halves and on a disk: what changes, what does not, and that nothing is left. */
class HistoryStorageTest {

  @TempDir Path folder;

  private Path work;

  @BeforeEach
  void makeWorkDirectory() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
  }

  @ParameterizedTest
  @EnumSource
  void historiesThatCannotBeMadeLeaveNothingOnTheDisk(HistoryType type) {
    long before = OffHeap.diskBytes();

    assertThatThrownBy(() -> Histories.zeros(-1, List.of(4), type, new Backing(work)))
        .isInstanceOf(RuntimeException.class);

    assertThat(OffHeap.diskBytes()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "gcn, fp32, ram",
    "gcn, fp16, ram",
    "gcn, fp16, disk",
    "sage, fp16, ram",
    "gat, fp32, ram",
    "gat, fp16, disk",
    "gin, fp16, ram",
    "appnp, fp32, ram",
    "appnp, fp16, ram",
    "gcn2, fp32, disk",
    "gcn2, fp16, ram",
    "pna-jk, fp32, ram",
    "pna-jk, fp16, disk"
  })
  void trainingOnDiskGivesTheSameBitsAsInRam(String model, String type, String shards)
      throws Exception {
    TinyGraph graph = TinyGraph.plan().parts(6).draw();
    TrainConfig config = config(model).with("historyType", type);

    Trained inRam = Trained.on(graph, folder, config);
    Map<String, float[]> weights = inRam.weights(0);
    Trained onDisk = Trained.on(graph, folder, onDisk(config).with("shardStorage", shards));

    assertThat(onDisk.summary().loss()).isEqualTo(inRam.summary().loss());
    assertThat(onDisk.summary().testMetric()).isEqualTo(inRam.summary().testMetric());
    assertThat(onDisk.summary().historyRounding()).isEqualTo(inRam.summary().historyRounding());
    assertThat(onDisk.weights(0)).usingRecursiveComparison().isEqualTo(weights);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gcn", "gat", "gcn2", "pna-jk"})
  void refreshingOnDiskGivesTheSameBitsAsInRam(String model) throws Exception {
    TinyGraph graph = TinyGraph.plan().parts(6).draw();
    TrainConfig config = config(model).with("refreshOnEvaluation", true);

    Trained inRam = Trained.on(graph, folder, config);
    Map<String, float[]> weights = inRam.weights(0);

    assertThat(Trained.on(graph, folder, onDisk(config)).weights(0))
        .usingRecursiveComparison()
        .isEqualTo(weights);
  }

  @Test
  void halvesTakeHalfOfTheBytesAndTheirRoundingIsTold() throws Exception {
    TinyGraph graph = TinyGraph.plan().draw();

    TrainSummary exact = Trained.on(graph, folder, Trained.config()).summary();
    TrainSummary halves =
        Trained.on(graph, folder, Trained.config("historyType", "fp16"), 2).summary();

    assertThat(exact.historyRounding()).isNull();
    assertThat(exact.toMap()).doesNotContainKey("historyRounding");
    assertThat(2 * halves.historyBytes()).isEqualTo(exact.historyBytes());
    assertThat(halves.historyRounding().rms()).isBetween(1e-5, 0x1p-11);
    assertThat(halves.historyRounding().max()).isPositive();
    assertThat(halves.historyRounding().saturated()).isZero();
    assertThat(halves.toMap().get("historyRounding"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsOnlyKeys("rms", "max", "saturated");
  }

  @Test
  void onePartIsTrainedExactlyWithHalvesToo() throws Exception {
    TinyGraph graph = TinyGraph.plan().parts(1).draw();

    Map<String, float[]> full =
        Trained.on(graph, folder, Trained.config("mode", "full")).weights(0);
    Map<String, float[]> halves =
        Trained.on(graph, folder, Trained.config("historyType", "fp16")).weights(0);

    assertThat(halves).usingRecursiveComparison().isEqualTo(full);
  }

  @Test
  void anEvaluationThatRefreshesHalvesIsExact() throws Exception {
    TinyGraph graph = TinyGraph.plan().draw();
    TrainConfig config = Trained.config("historyType", "fp16", "epochs", 1);

    Trained kept = Trained.on(graph, folder, config);
    Map<String, float[]> weights = kept.weights(0);
    Trained refreshed = Trained.on(graph, folder, config.with("refreshOnEvaluation", true));

    // the last evaluation comes after the last step
    assertThat(refreshed.weights(0)).usingRecursiveComparison().isEqualTo(weights);
    assertThat(refreshed.summary().valMetric()).isEqualTo(kept.summary().valMetric());
    RoundingError once = kept.summary().historyRounding();
    assertThat(refreshed.summary().historyRounding().squaredValues())
        .isGreaterThan(once.squaredValues());
  }

  @Test
  void nothingIsLeftWhenTrainingIsDone() throws Exception {
    long disk = OffHeap.diskBytes();
    long ram = OffHeap.liveBytes();
    Trained.on(TinyGraph.plan().draw(), folder, onDisk(config("gcn2")));

    assertThat(work).isEmptyDirectory();
    assertThat(OffHeap.diskBytes()).isEqualTo(disk);
    assertThat(OffHeap.liveBytes()).isEqualTo(ram);
  }

  @Test
  void nothingIsLeftWhenTrainingFailsOrIsInterrupted() throws Exception {
    long before = OffHeap.diskBytes();
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    List<Runnable> ends =
        List.of(
            () -> Thread.currentThread().interrupt(),
            () -> {
              throw new UnsupportedOperationException("no more");
            });
    for (Runnable end : ends) {
      TrainListener ending =
          report -> {
            assertThat(work).isEmptyDirectory();
            assertThat(OffHeap.diskBytes()).isGreaterThan(before);
            end.run();
          };

      assertThatThrownBy(() -> Trained.on(store, folder, onDisk(Trained.config()), ending))
          .isInstanceOfAny(InterruptedException.class, UnsupportedOperationException.class);
      assertThat(work).isEmptyDirectory();
      assertThat(OffHeap.diskBytes()).isEqualTo(before);
    }
  }

  @Test
  void aDiskWithoutRoomForAllHistoriesKeepsNone() {
    long before = OffHeap.diskBytes();

    assertThatIOException()
        .isThrownBy(
            () ->
                Histories.zeros(1L << 20, List.of(1, 1 << 30), HistoryType.FP16, new Backing(work)))
        .withMessageContaining("no room for data that are kept on disk");
    assertThat(OffHeap.diskBytes()).isEqualTo(before);
  }

  @Test
  void anEstimateHalvesTheHistoriesAndTellsWhatGoesToTheDisk() throws Exception {
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    Estimate inRam = Estimate.of(store.manifest(), Trained.config());
    Estimate halves = Estimate.of(store.manifest(), Trained.config("historyType", "fp16"));
    Estimate onDisk = Estimate.of(store.manifest(), onDisk(Trained.config()));

    assertThat(2 * halves.histories()).isEqualTo(inRam.histories());
    assertThat(onDisk.histories() + onDisk.inference()).isZero();
    assertThat(onDisk.disk()).isEqualTo(inRam.histories() + inRam.inference());
    assertThat(onDisk.total() + onDisk.disk()).isEqualTo(inRam.total());
  }

  private static TrainConfig config(String model) {
    Map<String, Object> settings = new HashMap<>(Trained.config("layers", 3, "hidden", 6).toMap());
    settings.keySet().retainAll(TrainConfig.defaults(model).toMap().keySet());
    return TrainConfig.of(model, settings);
  }

  private TrainConfig onDisk(TrainConfig config) {
    return config.with("historyStorage", "disk").with("workDirectory", work.toString());
  }
}
