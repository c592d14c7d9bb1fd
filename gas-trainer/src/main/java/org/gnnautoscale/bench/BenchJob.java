package org.gnnautoscale.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.gnnautoscale.engine.MachineLimits;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.EpochReport;
import org.gnnautoscale.train.RunSeries;
import org.gnnautoscale.train.Spread;

/**
 * Trains models on a store for some epochs, and compares each kernel with the limits of the
 * machine.
 *
 * <p>The bound of an epoch is the sum over its kernels of what takes longer, their arithmetic at
 * the rate of a large dense product, or their bytes at the bandwidth of a copy; rows along edges
 * are read at the rate of a plain loop over random rows (a roofline: Williams, Waterman and
 * Patterson, CACM 2009). Limits are measured before and after each model, in the same process, the
 * rates of random rows after it.
 *
 * @param store to train on
 * @param models what is trained, in that order
 * @param epochs that count, at least 1
 */
public record BenchJob(Store store, List<BenchCase> models, int epochs) {

  /** Epochs before those that count: the compiler of the Java machine needs some. */
  public static final int WARM_UP = 3;

  /** Checks the numbers, and copies the list. */
  public BenchJob {
    models = List.copyOf(models);
    if (epochs < 1) {
      throw new IllegalArgumentException("epochs must be at least 1, got " + epochs);
    }
  }

  /** Measures all of it. */
  public BenchReport run(Progress progress) throws IOException, InterruptedException {
    List<ModelReport> reports = new ArrayList<>();
    MachineLimits limits = null;
    try (Progress.Stage stage = progress.stage("bench", models.size())) {
      for (BenchCase model : models) {
        EpochMeter meter = new EpochMeter(WARM_UP);
        try (RunSeries series = open(model, meter)) {
          limits = limits == null ? new MachineLimits(series.threads()) : limits;
          limits.sample();
          series.train(0, 1, meter);
          limits.sample();
        }
        reports.add(report(model, meter, limits));
        stage.advance(1);
      }
    }
    if (limits == null) {
      throw new IllegalStateException("no model has been measured");
    }
    Manifest manifest = store.manifest();
    return new BenchReport(
        manifest.graph().name(),
        manifest.graph().nodes(),
        manifest.graph().edges(),
        manifest.parts(),
        limits.threads(),
        limits.gemmRate(),
        limits.copyBandwidth(),
        reports);
  }

  private RunSeries open(BenchCase model, EpochMeter meter)
      throws IOException, InterruptedException {
    return RunSeries.open(store, model.config(WARM_UP + epochs), 1, Progress.silent(), meter);
  }

  private static ModelReport report(BenchCase model, EpochMeter meter, MachineLimits limits) {
    List<EpochReport> epochs = meter.epochs();
    EpochReport last = epochs.get(epochs.size() - 1);
    return new ModelReport(
        model,
        last.rows(),
        last.haloRows(),
        meter.training().phase(each(epochs, EpochReport::seconds), limits),
        Spread.median(each(epochs, EpochReport::waitSeconds)),
        meter.evaluation().phase(each(epochs, EpochReport::evalSeconds), limits));
  }

  private static List<Double> each(
      List<EpochReport> epochs, ToDoubleFunction<EpochReport> seconds) {
    return epochs.stream().mapToDouble(seconds).boxed().toList();
  }
}
