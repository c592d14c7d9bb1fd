package org.gnnautoscale.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.nn.Gnn;
import org.jspecify.annotations.Nullable;

/** Epochs of one run: train, evaluate, and keep what was best. */
final class RunLoop {

  private final TrainConfig config;
  private final Run run;
  private final int runs;
  private final Evaluator evaluator;
  private final TrainListener listener;
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> epochSeconds = new ArrayList<>();
  private final List<Double> evalSeconds = new ArrayList<>();
  private double waitSeconds;
  private @Nullable RunResult best;
  private @Nullable ModelState bestState;

  RunLoop(TrainConfig config, Run run, int runs, Evaluator evaluator, TrainListener listener) {
    this.config = config;
    this.run = run;
    this.runs = runs;
    this.evaluator = evaluator;
    this.listener = listener;
  }

  /**
   * Trains a model to the end.
   *
   * @param histories that an evaluation refreshes, if the run asks for that
   */
  void train(Trainer trainer, Gnn model, Histories histories)
      throws IOException, InterruptedException {
    Histories refreshed = config.refreshOnEvaluation() ? histories : Histories.none();
    for (int epoch = 1; epoch <= config.epochs(); epoch++) {
      long start = System.nanoTime();
      double loss = trainer.epoch(epoch);
      double seconds = secondsSince(start);
      losses.add(loss);
      if (epoch > 1) {
        epochSeconds.add(seconds);
      }
      waitSeconds = trainer.waitSeconds();
      report(epoch, loss, seconds, model, refreshed);
    }
  }

  private void report(int epoch, double loss, double seconds, Gnn model, Histories refreshed)
      throws IOException, InterruptedException {
    RoleScores scores = null;
    boolean isBest = false;
    double evaluating = 0;
    if (epoch % config.evalEvery() == 0 || epoch == config.epochs()) {
      long start = System.nanoTime();
      scores = evaluator.evaluate(model, refreshed);
      evaluating = secondsSince(start);
      evalSeconds.add(evaluating);
      isBest = keepIfBest(epoch, scores, model);
    }
    listener.epochDone(
        new EpochReport(
            run.index() + 1,
            runs,
            epoch,
            config.epochs(),
            loss,
            scores,
            isBest,
            seconds,
            waitSeconds,
            evaluating));
  }

  /** The first epoch wins a tie; without validation nodes the last one evaluated. */
  private boolean keepIfBest(int epoch, RoleScores scores, Gnn model) {
    boolean isBest =
        best == null || Double.isNaN(scores.val()) || scores.val() > best.scores().val();
    if (isBest) {
      best = new RunResult(run, epoch, scores);
      bestState = ModelState.of(model);
    }
    return isBest;
  }

  RunResult best() {
    return Objects.requireNonNull(best, "no epoch has been evaluated");
  }

  ModelState bestState() {
    return Objects.requireNonNull(bestState, "no epoch has been evaluated");
  }

  List<Double> losses() {
    return losses;
  }

  List<Double> epochSeconds() {
    return epochSeconds;
  }

  List<Double> evalSeconds() {
    return evalSeconds;
  }

  static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
