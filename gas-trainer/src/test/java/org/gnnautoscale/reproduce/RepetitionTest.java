package org.gnnautoscale.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.reproduce.KeptRun.Source;
import org.gnnautoscale.reproduce.Repetition.Task;
import org.gnnautoscale.store.Store;
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

  private void train(int runs, Repetition.Listener listener)
      throws IOException, InterruptedException {
    new Repetition(output, Map.of("version", "test"), listener)
        .run(new Task(standing(runs), store));
  }

  private Standing standing(int runs) throws IOException {
    return Standing.read(Example.GAS, runs, output, Source.of(store.manifest()));
  }

  /** Interrupts the thread after a run, as Ctrl-C does, if it is told to. */
  private static final class Heard implements Repetition.Listener {

    private final boolean interrupts;
    private final List<Long> seeds = new ArrayList<>();
    private int epochs;

    Heard(boolean interrupts) {
      this.interrupts = interrupts;
    }

    @Override
    public void epochDone(Task task) {
      epochs++;
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
