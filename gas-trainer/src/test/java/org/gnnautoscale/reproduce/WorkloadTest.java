package org.gnnautoscale.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.reproduce.Repetition.Task;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkloadTest {

  @TempDir Path folder;

  private final Experiment deeper = Example.experiment("layers", 4);
  private Store store;

  @BeforeEach
  void writeStore() throws IOException {
    store = TinyGraph.plan().draw().write(folder.resolve("store"));
  }

  @Test
  void nobodyKnowsHowLongItTakesBeforeTheFirstRun() {
    Workload workload = workload(0.8);

    assertThat(workload.runsLeft()).isEqualTo(3 + 2);
    assertThat(new Workload(tasks()).secondsLeft()).isEmpty();
  }

  @Test
  void aRunTakesAsLongAsThoseOfItsExperimentAndElseInProportionToItsWork() {
    Workload workload = new Workload(tasks());

    workload.done(Example.GAS, Example.run(Example.GAS, 1, 0.8));

    assertThat(workload.runsLeft()).isEqualTo(4);
    assertThat(workload.secondsLeft())
        .as("2 runs of 10 s, and 2 of twice the layers")
        .hasValue(2 * 10 + 2 * 20);
  }

  @Test
  void aRunThatIsNotToBeHadIsNotLeftAndTellsNoPace() {
    Workload workload = new Workload(tasks());

    workload.dropped(Example.GAS);

    assertThat(workload.runsLeft()).isEqualTo(4);
    assertThat(workload.secondsLeft()).isEmpty();
  }

  @Test
  void keptRunsTellThePaceToo() {
    assertThat(workload(0.8).secondsLeft()).hasValue(3 * 10 + 2 * 20);
  }

  @Test
  void timesAreTheTwoLargestUnits() {
    assertThat(TimeInWords.of(40.4)).isEqualTo("40 s");
    assertThat(TimeInWords.of(125)).isEqualTo("2 min 5 s");
    assertThat(TimeInWords.of(3 * 3600 + 20 * 60 + 59)).isEqualTo("3 h 20 min");
  }

  /** One run of the first experiment is kept; 3 are missing. */
  private Workload workload(double test) {
    Standing begun = Example.standing(Example.GAS, 4, test);
    return new Workload(List.of(new Task(begun, store), tasks().get(1)));
  }

  private List<Task> tasks() {
    return List.of(
        new Task(Example.standing(Example.GAS, 3), store),
        new Task(Example.standing(deeper, 2), store));
  }
}
