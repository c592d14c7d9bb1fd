package org.gnnautoscale.autograd;

import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.RampSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/**
 * The learning rate of each epoch.
 *
 * <p>A training loop asks for it before an epoch, and tells the validation metric after each
 * evaluation, which {@link OptimizerConfig.Schedule#PLATEAU} goes by:
 *
 * <pre>
 * LearningRate rate = new LearningRate(config, epochs);
 * for (int epoch = 1; epoch &lt;= epochs; epoch++) {
 *   optimizer.learningRate(rate.of(epoch));
 *   ...
 *   rate.evaluated(epoch, validationMetric);
 * }
 * </pre>
 *
 * <p>Step, warm-up and constant are ND4J's schedules; warm-up multiplies what the other one says.
 * Not thread-safe.
 */
public final class LearningRate {

  /** A metric is better if it is larger by this share, as PyTorch's ReduceLROnPlateau has it. */
  private static final double THRESHOLD = 1e-4;

  private final OptimizerConfig config;
  private final ISchedule schedule;
  private double cuts = 1;
  private double best = Double.NEGATIVE_INFINITY;
  private int waitsSince;

  /**
   * A schedule that begins with epoch 1.
   *
   * @param epochs of the training, which the cosine is stretched over
   */
  public LearningRate(OptimizerConfig config, int epochs) {
    this.config = config;
    ISchedule base = base(config, epochs);
    this.schedule =
        config.warmupEpochs() > 0 ? new RampSchedule(base, config.warmupEpochs()) : base;
  }

  private static ISchedule base(OptimizerConfig config, int epochs) {
    double rate = config.learningRate();
    return switch (config.schedule()) {
      case CONSTANT, PLATEAU -> new FixedSchedule(rate);
      case STEP -> new StepSchedule(ScheduleType.EPOCH, rate, config.factor(), config.stepEpochs());
      case COSINE -> new Cosine(rate, Math.min(rate, config.minLearningRate()), epochs);
    };
  }

  /** The learning rate of an epoch, counted from 1. */
  public double of(int epoch) {
    double rate = schedule.valueAt(epoch - 1, epoch - 1) * cuts;
    boolean warm = epoch > config.warmupEpochs();
    return warm ? Math.max(rate, Math.min(config.minLearningRate(), config.learningRate())) : rate;
  }

  /**
   * Hears how good the model is after an epoch; NaN, without validation nodes, says nothing.
   *
   * @param epoch counted from 1
   * @param metric larger is better
   */
  public void evaluated(int epoch, double metric) {
    if (config.schedule() != OptimizerConfig.Schedule.PLATEAU || Double.isNaN(metric)) {
      return;
    }
    if (best == Double.NEGATIVE_INFINITY || metric > best + THRESHOLD * Math.abs(best)) {
      best = metric;
      waitsSince = epoch;
    } else if (epoch - waitsSince > config.patience()) {
      cuts *= config.factor();
      waitsSince = epoch;
    }
  }

  /** From {@code high} in the first epoch down to nearly {@code low} in the last. */
  private record Cosine(double high, double low, int epochs) implements ISchedule {

    @Override
    public double valueAt(int iteration, int epoch) {
      return low + (high - low) * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }
}
