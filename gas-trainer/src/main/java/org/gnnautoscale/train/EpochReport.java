package org.gnnautoscale.train;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one epoch did.
 *
 * @param run counted from 1
 * @param runs of the job
 * @param epoch counted from 1
 * @param epochs of the run
 * @param loss mean over the training nodes
 * @param scores metrics, if this epoch was evaluated
 * @param isBest whether these are the best so far
 * @param isLast whether the run ends with this epoch
 * @param learningRate of this epoch, if it differs between epochs
 * @param rows of all batches
 * @param haloRows of their halos
 * @param seconds of training
 * @param loadSeconds that reading and assembling its batches took, mostly while others were
 *     computed
 * @param waitSeconds of {@code seconds}, in which a step waited for its batch
 * @param evalSeconds of the evaluation, 0 without one
 */
public record EpochReport(
    int run,
    int runs,
    int epoch,
    int epochs,
    double loss,
    @Nullable RoleScores scores,
    boolean isBest,
    boolean isLast,
    @Nullable Double learningRate,
    long rows,
    long haloRows,
    double seconds,
    double loadSeconds,
    double waitSeconds,
    double evalSeconds) {

  /** One line, with {@code *} if the scores are the best so far; those of all epochs align. */
  public String line() {
    String where =
        runs == 1
            ? "epoch %4d/%d".formatted(epoch, epochs)
            : "run %2d/%d  epoch %4d/%d".formatted(run, runs, epoch, epochs);
    String metrics =
        scores == null
            ? " ".repeat(39)
            : "train %s  val %s  test %s %s"
                .formatted(
                    share(scores.train()),
                    share(scores.val()),
                    share(scores.test()),
                    isBestByValidation() ? "*" : " ");
    String rate = learningRate == null ? "" : "  lr %8.2e".formatted(learningRate);
    String wait = isWaiting() ? "  waiting %.3f s".formatted(waitSeconds) : "";
    return "%s  loss %9.5f  %s  %7.3f s  eval %7.3f s%s%s"
        .formatted(where, loss, metrics, seconds, evalSeconds, rate, wait);
  }

  /** Whether a tenth of the time and more went by waiting for batches, and that can be felt. */
  private boolean isWaiting() {
    return waitSeconds >= 0.1 * seconds && waitSeconds >= 0.1;
  }

  /** Whether validation nodes say that these are the best scores so far. */
  public boolean isBestByValidation() {
    return isBest && scores != null && !Double.isNaN(scores.val());
  }

  private static String share(double metric) {
    return Double.isNaN(metric) ? "     -" : String.format(Locale.ROOT, "%6.4f", metric);
  }
}
