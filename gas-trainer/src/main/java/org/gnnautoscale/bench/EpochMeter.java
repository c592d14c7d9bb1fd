package org.gnnautoscale.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.train.EpochReport;
import org.gnnautoscale.train.TrainListener;
import org.jspecify.annotations.Nullable;

/** Adds up what the kernels of some epochs do; the first epochs, which warm up, do not count. */
final class EpochMeter implements TrainListener {

  private final int warmUp;
  private final List<EpochReport> epochs = new ArrayList<>();
  private final KernelTotals training = new KernelTotals();
  private final KernelTotals evaluation = new KernelTotals();
  private KernelTotals lap = new KernelTotals();
  private @Nullable KernelMeter meter;

  EpochMeter(int warmUp) {
    this.warmUp = warmUp;
  }

  @Override
  public Engine watch(Engine engine) {
    meter = new KernelMeter(engine);
    return meter.metered();
  }

  @Override
  public void evaluating() {
    lap = meter().lap();
  }

  @Override
  public void epochDone(EpochReport report) {
    KernelTotals evaluated = meter().lap();
    if (report.epoch() > warmUp) {
      epochs.add(report);
      training.addAll(lap);
      evaluation.addAll(evaluated);
    }
  }

  List<EpochReport> epochs() {
    return epochs;
  }

  KernelTotals training() {
    return training;
  }

  KernelTotals evaluation() {
    return evaluation;
  }

  private KernelMeter meter() {
    return Objects.requireNonNull(meter, "no engine is watched");
  }
}
