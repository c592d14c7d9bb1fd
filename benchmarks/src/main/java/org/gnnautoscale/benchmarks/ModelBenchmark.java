package org.gnnautoscale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.nn.ModelConfig;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.EpochReport;
import org.gnnautoscale.train.TrainConfig;
import org.gnnautoscale.train.TrainJob;
import org.gnnautoscale.train.TrainListener;
import org.gnnautoscale.train.TrainSummary;
import org.jspecify.annotations.Nullable;

/**
 * Seconds of a training step of every model beside GCN's, and the work that each of them does.
 *
 * <p>Work is counted: floating-point operations of dense products, and values read along edges. A
 * model's time at GCN's rates for both, with GCN's time for all else scaled by layers, is what its
 * work explains.
 */
public final class ModelBenchmark implements TrainListener {

  private static final int EPOCHS = 6;

  private final List<Double> epochs = new ArrayList<>();
  private double gemmSeconds;
  private double edgeSeconds;
  private double flops;
  private double edgeValues;
  private @Nullable EngineClock clock;

  private ModelBenchmark() {}

  /** What a step of a model took and did. */
  private record Step(
      double seconds, double gemmSeconds, double edgeSeconds, double flops, double edgeValues) {

    double rest() {
      return seconds - gemmSeconds - edgeSeconds;
    }

    /** Seconds of this step's work at the rates of another one's. */
    double explainedBy(Step other, double layers) {
      return flops / other.flops * other.gemmSeconds
          + edgeValues / other.edgeValues * other.edgeSeconds
          + layers * other.rest();
    }
  }

  /** Takes the path of a store. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Store store = Store.open(Storage.path(arguments[0]));
    System.out.printf(
        "%-42s %8s %8s %8s %8s %10s%n",
        "a step of", "seconds", "x GCN", "GFLOP", "G values", "explained");
    Step gcn = null;
    for (Map.Entry<String, Map<String, Object>> model : models().entrySet()) {
      Step step = new ModelBenchmark().measure(store, model.getKey(), model.getValue());
      gcn = gcn == null ? step : gcn;
      double layers = ModelConfig.of(model.getValue()).layers() / 3.0;
      System.out.printf(
          "%-42s %8.3f %8.2f %8.1f %8.2f %10.2f%n",
          model.getKey() + " " + words(model.getValue()),
          step.seconds(),
          step.seconds() / gcn.seconds(),
          step.flops() / 1e9,
          step.edgeValues() / 1e9,
          step.explainedBy(gcn, layers) / gcn.seconds());
    }
  }

  private static Map<String, Map<String, Object>> models() {
    Map<String, Map<String, Object>> models = new LinkedHashMap<>();
    models.put("gcn", Map.of("layers", 3, "hidden", 256));
    models.put("sage", Map.of("layers", 3, "hidden", 256));
    models.put("gat", Map.of("layers", 3, "hidden", 8, "hiddenHeads", 8));
    models.put("gin", Map.of("layers", 3, "hidden", 256, "batchNorm", true));
    models.put("appnp", Map.of("layers", 10, "hidden", 256));
    models.put("gcn2", Map.of("layers", 4, "hidden", 256));
    models.put(
        "pna",
        Map.of("layers", 3, "hidden", 256, "aggregators", "mean,max", "scalers", "identity"));
    models.put("pna-jk", Map.of("layers", 3, "hidden", 128, "aggregators", "mean,max"));
    return models;
  }

  private static String words(Map<String, Object> settings) {
    StringBuilder words = new StringBuilder();
    settings.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> words.append(' ').append(entry.getKey()).append('=').append(entry.getValue()));
    return words.toString().strip();
  }

  private Step measure(Store store, String model, Map<String, Object> settings)
      throws IOException, InterruptedException {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    all.putAll(Map.of("batchParts", 10, "epochs", EPOCHS, "evalEvery", EPOCHS));
    Path run = Files.createTempDirectory("gas-models");
    TrainSummary summary =
        new TrainJob(store, TrainConfig.of(model, all), 1, 1)
            .run(Storage.path(run + "/run"), Existing.REFUSE, Progress.silent(), this);
    Storage.delete(Storage.path(run.toString()));
    double steps = (double) summary.batches() * epochs.size();
    return new Step(
        epochs.stream().mapToDouble(s -> s).sum() / steps,
        gemmSeconds / steps,
        edgeSeconds / steps,
        flops / steps,
        edgeValues / steps);
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
    double lapValues = engine.lapEdgeValues();
    // the first warms up, and the last one's lap holds the evaluation too
    if (report.epoch() > 1 && report.epoch() < EPOCHS) {
      epochs.add(report.seconds());
      gemmSeconds += lap.getOrDefault(EngineClock.Purpose.GEMM, 0.0);
      edgeSeconds += lap.getOrDefault(EngineClock.Purpose.AGGREGATION, 0.0);
      flops += lapFlops;
      edgeValues += lapValues;
    }
  }
}
