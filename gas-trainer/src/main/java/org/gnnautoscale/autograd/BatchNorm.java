package org.gnnautoscale.autograd;

import org.gnnautoscale.memory.Matrix;

/**
 * Parameters and running statistics of a batch normalization over the rows it is given.
 *
 * <p>While training it normalizes by the mean and variance of the rows at hand and moves the
 * running ones a tenth of the way towards them (the variance divided by rows - 1); an evaluation
 * uses the running ones and changes nothing.
 *
 * <p>Borrows its memory from {@link Parameters}.
 *
 * @param scale factor of every column, at first 1
 * @param shift added to every column, at first 0
 * @param runningMean [1, width], at first 0
 * @param runningVariance [1, width], at first 1
 * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy, Batch normalization, ICML
 *     2015</a>
 */
public record BatchNorm(
    Parameter scale, Parameter shift, Matrix runningMean, Matrix runningVariance) {

  /** Added to variances; PyTorch's default, as is the momentum. */
  static final float EPSILON = 1e-5f;

  static final float MOMENTUM = 0.1f;

  /** Declares {@code name.scale}, {@code name.shift} and the running statistics. */
  public static BatchNorm declare(Parameters parameters, String name, int width, Group group) {
    return new BatchNorm(
        parameters.constant(name + ".scale", 1, width, 1, group),
        parameters.constant(name + ".shift", 1, width, 0, group),
        parameters.buffer(name + ".runningMean", width, 0),
        parameters.buffer(name + ".runningVariance", width, 1));
  }

  /** Moves the running statistics towards those of a batch. */
  void follow(Matrix mean, Matrix variance, long rows) {
    float unbiased = rows > 1 ? (float) rows / (rows - 1) : 1;
    for (int c = 0; c < mean.cols(); c++) {
      move(runningMean, c, mean.get(0, c));
      move(runningVariance, c, unbiased * variance.get(0, c));
    }
  }

  private static void move(Matrix running, int col, float towards) {
    float now = running.get(0, col);
    running.set(0, col, now + MOMENTUM * (towards - now));
  }
}
