package org.gnnautoscale.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.reproduce.KeptRun.Source;
import org.gnnautoscale.reproduce.Repetition.Task;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.DivergedException;
import org.gnnautoscale.train.RunResult;
import org.gnnautoscale.train.RunSeries;
import org.gnnautoscale.train.TrainConfig;
import org.gnnautoscale.train.TrainListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepetitionTest {

  @TempDir Path folder;

  private org.apache.hadoop.fs.Path output;
  private Store store;

  @BeforeEach
  void writeStore() throws IOException {
    output = Storage.path(folder.resolve("output").toString());
    store = TinyGraph.plan().splits(2).draw().write(folder.resolve("store"));
  }

  @Test
  void aStoppedTableGoesOnWhereItWas() throws Exception {
    assertThatExceptionOfType(InterruptedException.class)
        .isThrownBy(() -> train(3, new Heard(true)));
    Standing stopped = standing(3);
    assertThat(stopped.seeds()).containsExactly(1L);

    Heard heard = new Heard(false);
    train(3, heard);

    assertThat(heard.seeds).containsExactly(2L, 3L);
    assertThat(heard.epochs).isEqualTo(6);
    assertThat(standing(3).finished()).hasSize(3).startsWith(stopped.finished().get(0));
    assertThat(standing(3).missing()).isEmpty();
  }

  @Test
  void aRunTellsItsSeedSplitAndBuild() throws Exception {
    train(3, new Heard(false));

    List<KeptRun> runs = standing(3).finished();
    assertThat(runs.stream().map(run -> run.outcome().split())).containsExactly(0, 1, 0);
    assertThat(runs.get(0).made())
        .containsEntry("version", "test")
        .containsKeys("java", "engine", "threads");
    assertThat(runs.get(0).source()).isEqualTo(Source.of(store.manifest()));
    assertThat(runs.get(0).outcome().seconds()).isPositive();
  }

  @Test
  void whatAnotherProcessHasKeptMeanwhileIsNotTrainedAgain() throws Exception {
    RunFiles files = new RunFiles(Example.GAS.directory(output));
    KeptRun second = keptByAnother(2, Source.of(store.manifest()));
    KeptRun third = keptByAnother(3, Example.SOURCE);
    Heard heard =
        new Heard(false) {
          @Override
          public void runDone(Task task, KeptRun run) {
            super.runDone(task, run);
            if (run.outcome().seed() == 1) {
              keep(files, second);
              keep(files, third);
            }
          }
        };

    train(3, heard);

    assertThat(heard.seeds).as("3 was kept, too, but of other data").containsExactly(1L, 3L);
    assertThat(heard.found).containsExactly(2L);
    assertThat(standing(3).missing()).isEmpty();
    assertThat(files.read(2).outcome()).isEqualTo(second.outcome());
    assertThat(files.read(3).source()).isNotEqualTo(third.source());
  }

  @Test
  void overwritingTrainsWhateverIsThere() throws Exception {
    train(2, new Heard(false));
    Heard heard = new Heard(false);

    new Repetition(output, Map.of(), heard)
        .run(new Task(standing(2).anew(), store, Existing.OVERWRITE));

    assertThat(heard.seeds).containsExactly(1L, 2L);
  }

  private static KeptRun keptByAnother(long seed, Source source) {
    KeptRun run = Example.run(Example.GAS, seed, 0.8);
    return KeptRun.of(Example.GAS, source, run.outcome(), run.made());
  }

  private static void keep(RunFiles files, KeptRun run) {
    try {
      files.keep(run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aSeedThatDivergesIsToldAndTheOthersGoOn() throws Exception {
    Experiment features = featuresAlone();
    store = tooLargeInSplit(0).write(folder.resolve("large"));
    Source source = Source.of(store.manifest());
    Heard heard = new Heard(false);

    List<Long> failed =
        new Repetition(output, Map.of(), heard)
            .run(new Task(Standing.read(features, 4, output, source), store));

    assertThat(failed).as("seeds of split 0").containsExactly(1L, 3L);
    assertThat(heard.failed).containsExactly(1L, 3L);
    assertThat(heard.seeds).containsExactly(2L, 4L);
    assertThat(heard.cutShort).isEmpty();
    Standing standing = Standing.read(features, 4, output, source);
    assertThat(standing.missing()).containsExactly(1L, 3L);

    try (RunSeries alone = RunSeries.open(store, features.config(), 1, Progress.silent())) {
      assertThat(alone.train(1, 4, TrainListener.silent()).scores().test())
          .as("what a run reaches after one that failed")
          .isEqualTo(standing.finished().get(0).outcome().test());
    }
  }

  @Test
  void aRunThatDivergesAfterAnEvaluationIsKept() throws Exception {
    Experiment wild =
        Example.experiment("optimizer", "sgd", "lr", 1e30, "batchParts", 4, "evalEvery", 1);
    Heard heard = new Heard(false);

    List<Long> failed =
        new Repetition(output, Map.of(), heard)
            .run(new Task(Standing.read(wild, 1, output, Source.of(store.manifest())), store));

    assertThat(failed).isEmpty();
    assertThat(heard.cutShort).containsExactly("seed 1: best epoch 1, diverged in 2");
    assertThat(heard.seeds).containsExactly(1L);
  }

  /** A model that mixes no nodes, so that only the training nodes of its split train it. */
  private static Experiment featuresAlone() {
    Cell cell = new Cell("small", "mlp", "tiny", 4, 4, null, Figure.parse("80.00[M]"));
    Map<String, Object> settings =
        Map.of("hidden", 5, "epochs", 3, "batchParts", 2, "optimizer", "sgd", "threads", 1);
    return new Experiment(cell, TrainConfig.of("mlp", settings));
  }

  /** Features that make weights overflow, on nodes that are trained on in one split alone. */
  private static TinyGraph tooLargeInSplit(int split) {
    TinyGraph graph = TinyGraph.plan().splits(2).draw();
    for (int node = 0; node < graph.nodes; node++) {
      if (graph.split[split][node] == 1 && graph.split[1 - split][node] != 1) {
        Arrays.fill(graph.features[node], 1e30f);
      }
    }
    return graph;
  }

  private void train(int runs, Repetition.Listener listener)
      throws IOException, InterruptedException {
    new Repetition(output, Map.of("version", "test"), listener)
        .run(new Task(standing(runs), store));
  }

  private Standing standing(int runs) throws IOException {
    return Standing.read(Example.GAS, runs, output, Source.of(store.manifest()));
  }

  /** Interrupts the thread after a run, as Ctrl-C does, if it is told to. */
  private static class Heard implements Repetition.Listener {

    private final boolean interrupts;
    private final List<Long> seeds = new ArrayList<>();
    private final List<Long> found = new ArrayList<>();
    private final List<Long> failed = new ArrayList<>();
    private final List<String> cutShort = new ArrayList<>();
    private int epochs;

    Heard(boolean interrupts) {
      this.interrupts = interrupts;
    }

    @Override
    public void epochDone(Task task) {
      epochs++;
    }

    @Override
    public void runCutShort(Task task, RunResult best, DivergedException end) {
      cutShort.add(
          "seed %d: best epoch %d, diverged in %d"
              .formatted(best.run().seed(), best.bestEpoch(), end.epoch()));
    }

    @Override
    public void runFound(Task task, KeptRun run) {
      found.add(run.outcome().seed());
    }

    @Override
    public void runFailed(Task task, long seed, DivergedException end) {
      failed.add(seed);
    }

    @Override
    public void runDone(Task task, KeptRun run) {
      seeds.add(run.outcome().seed());
      if (interrupts) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
