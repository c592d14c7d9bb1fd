package org.gnnautoscale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.EpochReport;
import org.gnnautoscale.train.TrainConfig;
import org.gnnautoscale.train.TrainJob;
import org.gnnautoscale.train.TrainListener;
import org.gnnautoscale.train.TrainSummary;
import org.jspecify.annotations.Nullable;

/**
 * Seconds of an epoch of GCN, and what they are spent on: the settings of the yardstick in
 * docs/benchmarks, on the store that is given.
 *
 * <p>Training alone: the first epoch and the evaluation are left out.
 */
public final class EpochBenchmark implements TrainListener {

  private static final int EPOCHS = 8;

  private final List<Double> epochs = new ArrayList<>();
  private final List<Double> waits = new ArrayList<>();
  private final Map<EngineClock.Purpose, Double> sums = new EnumMap<>(EngineClock.Purpose.class);
  private double flops;
  private @Nullable EngineClock clock;

  private EpochBenchmark() {}

  /** Takes the path of a store. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Store store = Store.open(Storage.path(arguments[0]));
    TrainConfig config =
        TrainConfig.of(
            "gcn",
            Map.of(
                "layers",
                3,
                "hidden",
                256,
                "dropout",
                0.5,
                "dropInput",
                true,
                "batchParts",
                10,
                "epochs",
                EPOCHS,
                "evalEvery",
                EPOCHS));
    Path run = Files.createTempDirectory("gas-epoch");
    EpochBenchmark benchmark = new EpochBenchmark();
    TrainSummary summary =
        new TrainJob(store, config, 1, 1)
            .run(Storage.path(run + "/run"), Existing.REFUSE, Progress.silent(), benchmark);
    Storage.delete(Storage.path(run.toString()));
    benchmark.print(summary);
  }

  @Override
  public Engine watch(Engine engine) {
    EngineClock before = EngineClock.before(engine);
    clock = before;
    return before.timed();
  }

  @Override
  public void epochDone(EpochReport report) {
    EngineClock engine = Objects.requireNonNull(clock, "no engine is watched");
    Map<EngineClock.Purpose, Double> lap = engine.lap();
    double lapFlops = engine.lapFlops();
    // the first warms up, and the last one's lap holds the evaluation too
    if (report.epoch() > 1 && report.epoch() < EPOCHS) {
      epochs.add(report.seconds());
      waits.add(report.waitSeconds());
      lap.forEach((purpose, seconds) -> sums.merge(purpose, seconds, Double::sum));
      flops += lapFlops;
    }
  }

  private void print(TrainSummary summary) {
    double epoch = mean(epochs);
    double wait = mean(waits);
    System.out.printf(
        "GCN, 3 layers, hidden 256, dropout 0.5 with dropInput; %,d nodes, %,d edges, %d of %d parts a batch, %d threads%n",
        summary.nodes(), summary.edges(), summary.batchParts(), summary.parts(), summary.threads());
    System.out.printf(
        "epoch  median %.2f s  min %.2f s  max %.2f s  (%d epochs)%n",
        median(epochs),
        epochs.stream().mapToDouble(s -> s).min().orElse(0),
        epochs.stream().mapToDouble(s -> s).max().orElse(0),
        epochs.size());
    double rest = epoch - wait;
    for (EngineClock.Purpose purpose : EngineClock.Purpose.values()) {
      double seconds = sums.getOrDefault(purpose, 0.0) / epochs.size();
      rest -= seconds;
      line(purpose.words, seconds, epoch);
    }
    line("assembly that no step hid", wait, epoch);
    line("optimizer, clipping, bookkeeping", rest, epoch);
    double gemm = sums.getOrDefault(EngineClock.Purpose.GEMM, 0.0);
    System.out.printf("GEMM rate           %.0f GFLOP/s%n", flops / gemm / 1e9);
    System.out.printf("evaluation          %.2f s%n", median(summary.evalSeconds()));
    System.out.printf("histories           %,d MiB%n", summary.historyBytes() >> 20);
    System.out.printf("peak resident       %,d MiB%n", summary.peakRssBytes() >> 20);
  }

  private static void line(String what, double seconds, double epoch) {
    System.out.printf("  %-34s %6.3f s  %5.1f %%%n", what, seconds, 100 * seconds / epoch);
  }

  private static double mean(List<Double> seconds) {
    return seconds.stream().mapToDouble(s -> s).average().orElse(0);
  }

  private static double median(List<Double> seconds) {
    double[] sorted = seconds.stream().mapToDouble(s -> s).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? 0 : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
