package org.gnnautoscale.autograd;

import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Normalization;
import org.gnnautoscale.engine.Pointwise;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Parameters and running statistics of a batch normalization over the rows it is given.
 *
 * <p>While training it normalizes by the mean and variance of the rows at hand and moves the
 * running ones a tenth of the way towards them (the variance divided by rows - 1); an evaluation
 * uses the running ones and changes nothing.
 *
 * <p>One without running statistics normalizes by the rows at hand in an evaluation too, which then
 * has to be that of a whole graph; {@link GraphMoments} sees to it where a graph comes in pieces.
 *
 * <p>Borrows its memory from {@link Parameters}.
 *
 * @param scale factor of every column, at first 1
 * @param shift added to every column, at first 0
 * @param runningMean [1, width], at first 0; null for none
 * @param runningVariance [1, width], at first 1; null for none
 * @param batches [1, 1]: batches that the running statistics followed; null for none
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy, Batch normalization, ICML
 *     2015</a>
 */
public record BatchNorm(
    Parameter scale,
    Parameter shift,
    @Nullable Matrix runningMean,
    @Nullable Matrix runningVariance,
    @Nullable Matrix batches) {

  /** Added to variances; PyTorch's default, as is the momentum. */
  static final float EPSILON = 1e-5f;

  static final float MOMENTUM = 0.1f;

  /** How the name of a count of batches ends, which weight files keep as an int64. */
  public static final String COUNT = ".num_batches_tracked";

  /** Counts by one. */
  private static final Pointwise NEXT =
      new Pointwise() {
        @Override
        public float value(float x) {
          return x + 1;
        }

        @Override
        public float slope(float x, float y) {
          return 1;
        }
      };

  /**
   * Declares {@code name.weight} and {@code name.bias}, and the running statistics {@code
   * name.running_mean}, {@code name.running_var} and {@code name.num_batches_tracked}.
   */
  public static BatchNorm declare(Parameters parameters, String name, int width, Group group) {
    BatchNorm norm = withoutStatistics(parameters, name, width, group);
    return new BatchNorm(
        norm.scale,
        norm.shift,
        parameters.buffer(name + ".running_mean", width, 0),
        parameters.buffer(name + ".running_var", width, 1),
        parameters.buffer(name + COUNT, 1, 0));
  }

  /** Declares {@code name.weight} and {@code name.bias}. */
  public static BatchNorm withoutStatistics(
      Parameters parameters, String name, int width, Group group) {
    return new BatchNorm(
        parameters.constant(name + ".weight", 1, width, 1, group),
        parameters.constant(name + ".bias", 1, width, 0, group),
        null,
        null,
        null);
  }

  /** By what a tape normalizes these rows. */
  Normalization normalization(Tape tape, Matrix x) {
    Matrix mean = runningMean;
    Matrix variance = runningVariance;
    if (tape.isTraining() || mean == null || variance == null) {
      Matrix ownMean = tape.matrix(1, x.cols());
      Matrix ownVariance = tape.matrix(1, x.cols());
      tape.engine().columnMoments(x, ownMean, ownVariance);
      if (tape.isTraining()) {
        follow(tape.engine(), ownMean, ownVariance, x.rows());
      } else {
        tape.moments().replace(this, ownMean, ownVariance, x.rows());
      }
      mean = ownMean;
      variance = ownVariance;
    }
    return new Normalization(mean, variance, scale.value(), shift.value(), EPSILON);
  }

  /** Moves the running statistics towards those of a batch. */
  private void follow(Engine engine, Matrix mean, Matrix variance, long rows) {
    if (runningMean == null || runningVariance == null || batches == null) {
      return;
    }
    float unbiased = rows > 1 ? (float) rows / (rows - 1) : 1;
    engine.follow(runningMean, MOMENTUM, 1, mean);
    engine.follow(runningVariance, MOMENTUM, unbiased, variance);
    engine.map(batches, NEXT, batches);
  }
}
