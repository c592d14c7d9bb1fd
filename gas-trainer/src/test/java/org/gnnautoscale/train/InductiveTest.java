package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training, validation and test graphs are different ones: 4, 1 and 1 parts of 60 nodes. */
class InductiveTest {

  @TempDir Path folder;

  @Test
  void trainingSeesTheTrainingGraphAlone() throws Exception {
    for (String mode : List.of("gas", "full")) {
      TrainConfig config =
          Trained.config("layers", 3, "batchNorm", true, "mode", mode, "evalEvery", 9, "epochs", 9);
      Trained before = Trained.on(graph(), folder, config);
      Map<String, float[]> weights = before.weights(0);
      TinyGraph other = graph();
      for (int v = other.ptr[4]; v < other.nodes; v++) {
        other.features[v][0] += 3;
      }
      Trained after = Trained.on(other, folder, config);

      assertThat(after.summary().loss()).as(mode).isEqualTo(before.summary().loss());
      assertThat(after.weights(0)).containsOnlyKeys(weights.keySet());
      after.weights(0).forEach((name, row) -> assertThat(row).isEqualTo(weights.get(name)));
      assertThat(after.summary().testMetric()).isNotNull();
    }
  }

  @Test
  void theMeanDegreeIsThatOfTheTrainingGraph() throws Exception {
    TinyGraph tiny = graph();
    try (GraphData graph = GraphData.load(tiny.write(folder), Progress.silent())) {
      double mean =
          IntStream.range(0, tiny.ptr[4])
              .mapToDouble(v -> Math.log1p(tiny.sources.get(v).size()))
              .average()
              .orElseThrow();

      assertThat(graph.meanLogDegree()).isCloseTo(mean, within(1e-12));
    }
  }

  @Test
  void batchesAreUnionsOfTrainingParts() throws Exception {
    assertThat(Trained.on(graph(), folder, Trained.config("batchParts", 3)).summary().batches())
        .isEqualTo(2);
    assertThat(Trained.on(graph(), folder, Trained.config("batchParts", 0)).summary().batches())
        .isEqualTo(4);
    assertThat(Trained.on(graph(), folder, Trained.config("mode", "full")).summary().batches())
        .isEqualTo(1);
  }

  @Test
  void aForecastCountsBatchesOfTrainingParts() throws Exception {
    PartitionForecast forecast =
        PartitionForecast.of(
            graph().write(folder),
            TrainConfig.of("gcn", Map.of("mode", "full")),
            org.gnnautoscale.load.HaloSample.Budget.DEFAULT);

    BatchForecast all = forecast.chosen();
    assertThat(all.batchParts()).isEqualTo(4);
    assertThat(all.batchRows()).isEqualTo(graph().ptr[4]);
    assertThat(all.haloRows()).isZero();
  }

  @Test
  void anEdgeThatLeadsOutOfTheTrainingGraphIsAnError() throws Exception {
    TinyGraph leaking = graph();
    int training = leaking.ptr[0];
    leaking.sources.get(training).put(leaking.nodes - 1, 1f);

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> Trained.on(leaking, folder, Trained.config()))
        .withMessageContaining("the store contradicts itself: halo node")
        .withMessageContaining("expected from 0 to " + (leaking.ptr[4] - 1))
        .withMessageContaining("found    " + (leaking.nodes - 1));
  }

  private static TinyGraph graph() {
    return TinyGraph.plan().nodes(60).parts(6).splits(1).inductive().draw();
  }
}
