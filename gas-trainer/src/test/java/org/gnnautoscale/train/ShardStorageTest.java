package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Features and structure on a disk: the outcome is the same, and nothing is left. */
class ShardStorageTest {

  @TempDir Path folder;

  private Path work;

  @BeforeEach
  void makeWorkDirectory() throws IOException {
    work = Files.createDirectory(folder.resolve("work"));
  }

  @ParameterizedTest
  @CsvSource({
    "gcn, dense, gas", "gcn, sparse, gas", "gcn, sparse, full", "gcn, weighted, gas",
    "gcn, inductive, gas", "mlp, dense, gas", "mlp, sparse, gas", "gin, sparse, gas",
    "gcn2, dense, full"
  })
  void trainingOnDiskGivesTheSameBitsAsInRam(String model, String kind, String mode)
      throws Exception {
    TinyGraph graph = plan(kind).parts(6).draw();
    Map<String, Object> settings = new HashMap<>(Trained.config("mode", mode).toMap());
    settings.keySet().retainAll(TrainConfig.defaults(model).toMap().keySet());

    Trained inRam = Trained.on(graph, folder, TrainConfig.of(model, settings));
    Map<String, float[]> weights = inRam.weights(0);
    Trained onDisk = Trained.on(graph, folder, onDisk(TrainConfig.of(model, settings)));

    assertThat(onDisk.summary().loss()).isEqualTo(inRam.summary().loss());
    assertThat(onDisk.summary().testMetric()).isEqualTo(inRam.summary().testMetric());
    assertThat(onDisk.weights(0)).usingRecursiveComparison().isEqualTo(weights);
  }

  private static TinyGraph.Plan plan(String kind) {
    return switch (kind) {
      case "sparse" -> TinyGraph.plan().sparse();
      case "weighted" -> TinyGraph.plan().weighted();
      case "inductive" -> TinyGraph.plan().inductive();
      default -> TinyGraph.plan();
    };
  }

  @Test
  void featuresAndStructureLeaveTheRam() throws Exception {
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    try (GraphData inRam = GraphData.load(store, Progress.silent());
        GraphData onDisk = GraphData.loadOnDisk(store, work, Progress.silent())) {
      assertThat(inRam.diskBytes()).isZero();
      double left = inRam.bytes() - onDisk.bytes(); // with a line more for each array
      assertThat((double) onDisk.diskBytes()).isBetween(0.8 * left, left);
      assertThat(onDisk.bytes()).isLessThan(inRam.bytes() / 2);
      assertThat(work).isEmptyDirectory();
    }
  }

  @Test
  void nothingIsLeftWhenTrainingIsDone() throws Exception {
    long before = OffHeap.diskBytes();
    Trained.on(TinyGraph.plan().draw(), folder, onDisk(Trained.config()));

    assertThat(work).isEmptyDirectory();
    assertThat(OffHeap.diskBytes()).isEqualTo(before);
  }

  @Test
  void nothingIsLeftWhenTheStoreIsDamaged() throws Exception {
    long before = OffHeap.diskBytes();
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    Path part = folder.resolve("store").resolve(store.manifest().files().get(1).name());
    byte[] bytes = Files.readAllBytes(part);
    bytes[bytes.length / 2] ^= 1;
    Files.write(part, bytes);

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> train(store, onDisk(Trained.config()), TrainListener.silent()))
        .withMessageContaining(part.getFileName().toString());
    assertThat(work).isEmptyDirectory();
    assertThat(OffHeap.diskBytes()).isEqualTo(before);
  }

  @Test
  void nothingIsThereWhileTrainingAndNothingIsLeftWhenItIsInterrupted() throws Exception {
    long before = OffHeap.diskBytes();
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    TrainListener interrupting =
        report -> {
          assertThat(work).isEmptyDirectory();
          assertThat(OffHeap.diskBytes()).isGreaterThan(before);
          Thread.currentThread().interrupt();
        };

    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> train(store, onDisk(Trained.config()), interrupting));
    assertThat(work).isEmptyDirectory();
    assertThat(OffHeap.diskBytes()).isEqualTo(before);
  }

  @Test
  void aWorkDirectoryThatCannotBeUsedIsToldBeforeAnythingIsDone() throws Exception {
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    Path file = Files.createFile(folder.resolve("file"));

    assertUnusable(store, folder.resolve("none").toString(), "there is no such directory");
    assertUnusable(store, file.toString(), "it is a file");
    assertUnusable(store, "hdfs://nowhere/work", "it is not on a local file system");
  }

  private void assertUnusable(Store store, String directory, String why) {
    TrainConfig config = onDisk(Trained.config()).with("workDirectory", directory);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(store, config, TrainListener.silent()))
        .withMessageContaining("workDirectory must be a directory on a local disk")
        .withMessageContaining("got '%s': %s", directory, why)
        .withMessageContaining("fix      ");
    assertThat(folder.resolve("run")).doesNotExist();
  }

  @Test
  void withoutAWorkDirectoryItIsTheNearestOneAboveTheRun() throws Exception {
    org.apache.hadoop.fs.Path run =
        Storage.path(folder.resolve("not-yet").resolve("run").toString());

    assertThat(WorkDirectory.of(Trained.config(), run).path()).isEqualTo(folder);
    org.apache.hadoop.fs.Path remote = new org.apache.hadoop.fs.Path("s3a://bucket/run");
    assertThat(WorkDirectory.of(Trained.config(), remote).path())
        .isEqualTo(Path.of(System.getProperty("java.io.tmpdir")));
  }

  @Test
  void anEstimateTellsWhatGoesToTheDisk() throws Exception {
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    Estimate inRam = Estimate.of(store.manifest(), Trained.config());
    Estimate onDisk = Estimate.of(store.manifest(), onDisk(Trained.config()));

    assertThat(inRam.disk()).isZero();
    assertThat(onDisk.features()).isZero();
    assertThat(onDisk.graph() + onDisk.disk()).isEqualTo(inRam.graph() + inRam.features());
    assertThat(inRam.copies()).isZero();
    assertThat(onDisk.copies()).isPositive();
    try (GraphData graph = GraphData.loadOnDisk(store, work, Progress.silent())) {
      assertThat((double) onDisk.disk())
          .isBetween(0.7 * graph.diskBytes(), 1.1 * graph.diskBytes());
    }
  }

  private TrainConfig onDisk(TrainConfig config) {
    return config.with("shardStorage", "disk").with("workDirectory", work.toString());
  }

  private void train(Store store, TrainConfig config, TrainListener listener) throws Exception {
    Trained.on(store, folder, config, listener);
  }
}
