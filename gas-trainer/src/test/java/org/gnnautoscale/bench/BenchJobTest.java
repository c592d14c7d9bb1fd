package org.gnnautoscale.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchJobTest {

  @TempDir Path folder;

  @Test
  void allOfAnEpochIsInItsKernelsOrOutsideOfThem() throws Exception {
    Store store = TinyGraph.plan().parts(4).draw().write(folder.resolve("store"));
    long before = OffHeap.liveBytes();
    List<BenchCase> models =
        List.of(
            BenchCase.of(
                "gcn", Map.of("hidden", 8, "batchParts", 2, "evalEvery", 3, "earlyStopping", 1)),
            BenchCase.of("gat", Map.of("hidden", 2, "hiddenHeads", 2, "batchParts", 2)));

    BenchReport report = new BenchJob(store, models, 4).run(Progress.silent());

    assertThat(OffHeap.liveBytes()).isEqualTo(before);
    assertThat(report.parts()).isEqualTo(4);
    assertThat(report.gemmRate()).isGreaterThan(1e8);
    assertThat(report.copyBandwidth()).isGreaterThan(1e8);
    assertThat(report.models()).extracting(m -> m.model().model()).containsExactly("gcn", "gat");
    ModelReport gcn = report.models().get(0);
    assertThat(gcn.rows()).isEqualTo(report.nodes());
    assertThat(gcn.haloRows()).isPositive();
    for (Phase phase : List.of(gcn.training(), gcn.evaluation())) {
      double kernels = phase.kernels().stream().mapToDouble(KernelShare::seconds).sum();
      assertThat(kernels + phase.rest()).isCloseTo(phase.seconds(), within(1e-9));
      assertThat(phase.ratio()).isPositive();
    }
    assertThat(gcn.historySeconds()).isBetween(gcn.waitSeconds(), gcn.training().seconds());
    // two steps of three layers; the last layer's output is no history
    assertThat(calls(gcn.training(), "crossEntropy")).isEqualTo(2);
    assertThat(calls(gcn.training(), "update")).isEqualTo(4);
    assertThat(calls(gcn.evaluation(), "update")).isZero();
  }

  private static double calls(Phase phase, String kernel) {
    return phase.kernels().stream()
        .filter(share -> share.kernel().equals(kernel))
        .mapToDouble(KernelShare::calls)
        .sum();
  }
}
