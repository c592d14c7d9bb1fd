package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.load.HaloSample;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionForecastTest {

  private static final TrainConfig GCN = TrainConfig.defaults("gcn");

  @TempDir Path directory;

  @Test
  void rangesAndSizesAreThoseOfTheParts() throws Exception {
    TinyGraph tiny = TinyGraph.plan().nodes(200).parts(16).draw();
    long[] sizes = IntStream.range(0, 16).mapToLong(p -> tiny.nodesOf(p).size()).sorted().toArray();

    PartitionForecast forecast = forecast(tiny.write(directory), GCN);

    assertThat(forecast.nodesPerPart())
        .isEqualTo(new PartitionForecast.Range(sizes[0], (sizes[7] + sizes[8]) / 2, sizes[15]));
    assertThat(forecast.batches())
        .extracting(BatchForecast::batchParts)
        .containsExactly(1, 2, 4, 8);
    assertThat(forecast.batches()).extracting(BatchForecast::steps).containsExactly(16, 8, 4, 2);
    assertThat(forecast.chosen().batchParts()).isEqualTo(4);
  }

  @Test
  void bytesOfTheHostAreFeaturesLabelsStructureAndHistories() throws Exception {
    TinyGraph tiny = TinyGraph.plan().draw();
    Store store = tiny.write(directory);
    long halo = store.manifest().files().stream().mapToLong(PartFile::halo).sum();
    long features = 4L * 40 * 6;
    long structure = 4L * tiny.arcs() + 8 * halo + 40 * 8;
    long labels = 40 * (4 + 2); // and two splits
    long factorAndRows = 40 * (4 + 2 * 4);
    long histories = 4L * 40 * 64;

    BatchForecast chosen = forecast(store, GCN).chosen();

    assertThat(chosen.hostBytes())
        .isEqualTo(features + structure + labels + factorAndRows + histories);
    assertThat(chosen.totalBytes()).isEqualTo(Estimate.of(store.manifest(), GCN).total());
  }

  @Test
  void aStepNeedsMoreThanItsRowsAndLessThanAllOfTheProcess() throws Exception {
    PartitionForecast forecast =
        forecast(TinyGraph.plan().nodes(200).parts(16).draw().write(directory), GCN);

    for (BatchForecast batch : forecast.batches()) {
      assertThat(batch.stepBytes())
          .isBetween(4 * 64 * batch.batchRows(), batch.totalBytes() - batch.hostBytes());
    }
    assertThat(forecast.batches()).extracting(BatchForecast::stepBytes).isSorted();
  }

  @Test
  void withoutABudgetTheHaloIsBoundedByThoseOfTheParts() throws Exception {
    Store store = TinyGraph.plan().nodes(200).parts(16).draw().write(directory);

    PartitionForecast counted = forecast(store, GCN);
    PartitionForecast bounded = PartitionForecast.of(store, GCN, new HaloSample.Budget(0, 0));

    assertThat(bounded.batches())
        .extracting(BatchForecast::isCounted)
        .containsExactly(true, false, false, false);
    for (int i = 0; i < 4; i++) {
      assertThat(bounded.batches().get(i).haloRows())
          .isBetween(counted.batches().get(i).haloRows(), 200L);
    }
    assertThat(bounded.toMap().get("batches").toString()).contains("haloIs=upperBound");
  }

  @Test
  void aSizeThatIsSetIsAmongTheBatchesAndFullBatchIsAlone() throws Exception {
    Store store = TinyGraph.plan().nodes(200).parts(16).draw().write(directory);

    PartitionForecast set = forecast(store, TrainConfig.of("gcn", Map.of("batchParts", 5)));
    PartitionForecast full = forecast(store, TrainConfig.of("gcn", Map.of("mode", "full")));

    assertThat(set.chosen().batchParts()).isEqualTo(5);
    assertThat(set.batches()).hasSize(5);
    assertThat(full.batches()).extracting(BatchForecast::batchParts).containsExactly(16);
    assertThat(full.chosen().haloRows()).isZero();
  }

  @Test
  void graphsWithoutFeaturesAndLabelsAreForecastToo() throws Exception {
    Store store = TinyGraph.plan().width(0).classes(0).splits(0).draw().write(directory);

    assertThat(forecast(store, GCN).chosen().hostBytes()).isPositive();
  }

  @Test
  void aStoreOfOnePartHasNoHalo() throws Exception {
    Store store = TinyGraph.plan().parts(1).draw().write(directory);

    assertThat(forecast(store, GCN).batches()).hasSize(1);
    assertThat(forecast(store, GCN).chosen().overhead()).isZero();
    assertThat(advice(store, GCN, 1L << 40)).containsExactly(keep(1, 1));
  }

  @Test
  void whatIsWellIsKept() throws Exception {
    Store store = TinyGraph.plan().nodes(400).parts(4).draw().write(directory);
    TrainConfig halves = TrainConfig.of("gcn", Map.of("batchParts", 2));

    assertThat(advice(store, halves, 1L << 40))
        .containsExactly("keep --parts 4 and batchParts=2: no rule speaks against them");
  }

  @Test
  void smallPartsWithMuchHaloAreToBeFewer() throws Exception {
    Store store = TinyGraph.plan().nodes(400).parts(100).draw().write(directory);

    List<String> advice = advice(store, TrainConfig.of("gcn", Map.of("batchParts", 1)), 1L << 40);

    assertThat(advice).hasSize(2);
    assertThat(advice.get(0))
        .isEqualTo(
            "parts have 4 nodes on average, fewer than 50: fewer and larger ones have less halo, e.g. --parts 4");
    assertThat(advice.get(1))
        .matches(
            "batchParts=1 pulls \\d\\.\\d\\d halo rows for each row of a batch, more than 3: batchParts=\\d+ pulls [0-2]\\.\\d\\d");
  }

  @Test
  void largePartsAreToBeMore() throws Exception {
    Store store = TinyGraph.plan().nodes(20_500).parts(2).width(1).draw().write(directory);

    assertThat(advice(store, GCN, 1L << 40))
        .contains(
            "parts have 10,250 nodes on average, more than 10,000: more and smaller ones mix better, e.g. --parts 11");
  }

  @Test
  void aMachineThatIsTooSmallIsTold() throws Exception {
    Store store = TinyGraph.plan().nodes(4000).parts(4).draw().write(directory);
    TrainConfig wide = TrainConfig.of("gcn", Map.of("hidden", 20_000, "batchParts", 2));
    PartitionForecast forecast = forecast(store, wide);
    long one = forecast.batches().get(0).totalBytes();

    assertThat(advice(store, wide, 1 + (long) (one / 0.8)))
        .anyMatch(
            text -> text.startsWith("batchParts=2 needs ") && text.contains(": batchParts=1 "));
    assertThat(advice(store, wide, (long) (forecast.chosen().hostBytes() / 0.8) - 10))
        .anyMatch(text -> text.contains("features, structure and histories alone are "));
    assertThat(advice(store, wide, (long) (one / 0.8) - 10))
        .anyMatch(text -> text.endsWith(": use more and smaller parts, e.g. --parts 8"));
  }

  private static String keep(int parts, int batchParts) {
    return "keep --parts %d and batchParts=%d (the default): no rule speaks against them"
        .formatted(parts, batchParts);
  }

  private static PartitionForecast forecast(Store store, TrainConfig config) throws Exception {
    return PartitionForecast.of(store, config, HaloSample.Budget.DEFAULT);
  }

  private static List<String> advice(Store store, TrainConfig config, long memory)
      throws Exception {
    return PartitionAdvice.of(store.manifest(), forecast(store, config), memory);
  }
}
