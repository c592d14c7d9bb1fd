package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

  @TempDir Path folder;

  @Test
  void aFlippedByteInAnyFileIsAnErrorThatNamesIt() throws Exception {
    train(Trained.config("batchNorm", true), 1);
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at += 13) {
        byte[] flipped = whole.clone();
        flipped[at] ^= 4;
        Files.write(file, flipped);

        assertThatThrownBy(this::verify)
            .isInstanceOf(BadDataException.class)
            .hasMessageContaining(file.getFileName().toString());
      }
      Files.write(file, whole);
    }
    verify();
  }

  @Test
  void aMissingOrTruncatedFileIsAnError() throws Exception {
    train(Trained.config(), 2);
    for (Path file : files()) {
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, whole.length - 2));
      assertThatThrownBy(this::verify).isInstanceOf(BadDataException.class);
      Files.delete(file);
      assertThatThrownBy(this::verify).isInstanceOf(BadDataException.class);
      Files.write(file, whole);
    }
    verify();
  }

  @Test
  void overwritingLeavesNoOldFiles() throws Exception {
    train(Trained.config(), 3);
    Files.writeString(folder.resolve("run/weights-7-0123abcd.safetensors"), "left by a kill");
    train(Trained.config(), 1);

    assertThat(files()).hasSize(2);
    assertThat(open().unlisted()).isEmpty();
  }

  @Test
  void weightsHaveTheNamesAndShapesOfPyTorchGeometric() throws Exception {
    train(Trained.config("linear", true, "batchNorm", true), 1);
    Path file =
        files().stream().filter(f -> f.toString().endsWith("tensors")).findFirst().orElseThrow();

    Map<String, SafetensorsFile.Array> arrays =
        SafetensorsFile.read(Files.readAllBytes(file), Storage.path(file.toString()));

    assertThat(arrays)
        .containsOnlyKeys(
            "lins.0.weight",
            "lins.0.bias",
            "convs.0.lin.weight",
            "convs.0.bias",
            "bns.0.weight",
            "bns.0.bias",
            "convs.1.lin.weight",
            "convs.1.bias",
            "bns.1.weight",
            "bns.1.bias",
            "lins.1.weight",
            "lins.1.bias",
            "bns.0.running_mean",
            "bns.0.running_var",
            "bns.0.num_batches_tracked",
            "bns.1.running_mean",
            "bns.1.running_var",
            "bns.1.num_batches_tracked");
    assertThat(shape(arrays, "bns.0.num_batches_tracked")).isEmpty();
    // 5 epochs of 2 batches
    assertThat(arrays.get("bns.0.num_batches_tracked").values()[0] % 2).isZero();
    assertThat(shape(arrays, "lins.0.weight")).containsExactly(5, 6);
    assertThat(shape(arrays, "lins.1.weight")).containsExactly(3, 5);
    assertThat(shape(arrays, "convs.0.bias")).containsExactly(5);
    assertThat(shape(arrays, "bns.1.running_var")).containsExactly(5);
  }

  @Test
  void weightsOfAFileGoThroughARunThatTrainsNothing() throws Exception {
    TrainConfig config = Trained.config("batchNorm", true, "residual", true);
    Trained first = train(config, 1);
    Path file =
        files().stream().filter(f -> f.toString().endsWith("tensors")).findFirst().orElseThrow();
    Path kept = Files.copy(file, folder.resolve("kept.safetensors"));
    TrainConfig untrained = Trained.config("batchNorm", true, "residual", true, "epochs", 0);

    TrainSummary second =
        new TrainJob(first.store(), untrained, 7, 1, Storage.path(kept.toString()))
            .run(
                Storage.path(folder.resolve("run").toString()),
                Existing.OVERWRITE,
                Progress.silent(),
                TrainListener.silent());

    assertThat(second.testMetric()).isEqualTo(first.summary().testMetric());
    Path again =
        files().stream().filter(f -> f.toString().endsWith("tensors")).findFirst().orElseThrow();
    assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(kept));
  }

  @Test
  void aDirectoryWithoutRunJsonIsNoRun() throws Exception {
    Files.createDirectories(folder.resolve("run"));

    assertThatThrownBy(this::open)
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("not a run")
        .hasMessageContaining("gas train");
  }

  @Test
  void settingsSeedAndSummaryComeBack() throws Exception {
    TrainConfig config = Trained.config("layers", 3, "hidden", List.of(4, 7), "lr", 0.25);
    Trained trained = train(config, 1);

    RunDirectory run = open();
    assertThat(run.config()).isEqualTo(config);
    assertThat(run.summary()).containsEntry("model", "gcn").containsEntry("parts", 4L);
    assertThat(run.contentHash()).isEqualTo(trained.store().manifest().contentHash());
    assertThat(run.description()).containsKeys("store", "settings", "testMetric");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.loadModel(1))
        .withMessage("--run 1: the run directory holds 1 run; choose 0");
  }

  private Trained train(TrainConfig config, int runs) throws Exception {
    return Trained.on(TinyGraph.plan().draw(), folder, config, runs);
  }

  private static int[] shape(Map<String, SafetensorsFile.Array> arrays, String name) {
    SafetensorsFile.Array array = arrays.get(name);
    return array == null ? new int[0] : array.shape();
  }

  private RunDirectory open() throws Exception {
    return RunDirectory.open(Storage.path(folder.resolve("run").toString()));
  }

  private void verify() throws Exception {
    open().verify(Progress.silent());
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      return files.toList();
    }
  }
}
