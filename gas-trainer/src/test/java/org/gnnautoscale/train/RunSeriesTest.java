package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunSeriesTest {

  @TempDir Path folder;

  private final TrainConfig config = Trained.config("epochs", 5);

  @Test
  void eachRunIsThatOfAJobInWhateverOrderTheyAreTrained() throws Exception {
    Store store = TinyGraph.plan().splits(2).draw().write(folder.resolve("store"));
    TrainSummary job =
        new TrainJob(store, config, 7, 3)
            .run(
                Storage.path(folder.resolve("run").toString()),
                Existing.REFUSE,
                Progress.silent(),
                TrainListener.silent());

    try (RunSeries series = RunSeries.open(store, config, 7, Progress.silent())) {
      for (int index : new int[] {2, 0, 1}) {
        RunResult result = series.train(index, 3, TrainListener.silent());

        assertThat(result.run()).isEqualTo(new Run(index, 7 + index, index % 2));
        assertThat(result.bestEpoch()).isEqualTo(job.bestEpochs().get(index));
        assertThat(result.scores().test())
            .isEqualTo(Objects.requireNonNull(job.testMetric()).perRun().get(index));
      }
    }
  }

  @Test
  void aClosedSeriesHoldsNoMemory() throws Exception {
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    long before = OffHeap.liveBytes();

    try (RunSeries series = RunSeries.open(store, config, 1, Progress.silent())) {
      series.train(0, 1, TrainListener.silent());
    }

    assertThat(OffHeap.liveBytes()).isEqualTo(before);
  }
}
