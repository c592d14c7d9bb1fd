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
  private final List<Double> loadSeconds = new ArrayList<>();
  private final List<Double> waitSeconds = new ArrayList<>();
  private final List<Double> evalSeconds = new ArrayList<>();
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
   * Trains a model to the end; without any epoch it is evaluated as it is. If it diverges after an
   * evaluation, that is its end, and what was best counts.
   *
   * @param histories that an evaluation refreshes, if the run asks for that
   * @throws DivergedException if it diverges before any evaluation
   */
  void train(Trainer trainer, Gnn model, Histories histories)
      throws IOException, InterruptedException {
    Histories refreshed = config.refreshOnEvaluation() ? histories : Histories.none();
    if (config.epochs() == 0) {
      evaluate(0, trainer, model, refreshed);
      return;
    }
    try {
      epochs(trainer, model, refreshed);
    } catch (DivergedException e) {
      listener.diverged(bestBefore(e), e);
    }
  }

  private RunResult bestBefore(DivergedException end) throws DivergedException {
    if (best == null) {
      end.with("kept", "nothing: no epoch had been evaluated before")
          .fix("set a smaller lr, limit the gradients with gradNorm=1, or scale the features");
      throw end;
    }
    return best;
  }

  private void epochs(Trainer trainer, Gnn model, Histories refreshed)
      throws IOException, InterruptedException {
    boolean isLast = false;
    for (int epoch = 1; !isLast; epoch++) {
      long start = System.nanoTime();
      double loss = trainer.epoch(epoch);
      double seconds = secondsSince(start);
      losses.add(loss);
      if (epoch > 1) {
        epochSeconds.add(seconds);
        loadSeconds.add(trainer.loadSeconds());
        waitSeconds.add(trainer.waitSeconds());
      }
      RoleScores scores = null;
      if (isEvaluated(epoch)) {
        listener.evaluating();
        trainer.requireNumbers(epoch);
        scores = evaluate(epoch, trainer, model, refreshed);
      }
      isLast = isLast(epoch, scores != null);
      listener.epochDone(report(trainer, epoch, loss, seconds, scores, isLast));
    }
  }

  private boolean isEvaluated(int epoch) {
    return epoch % config.evalEvery() == 0 || epoch == config.epochs();
  }

  private RoleScores evaluate(int epoch, Trainer trainer, Gnn model, Histories refreshed)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    RoleScores scores = evaluator.evaluate(model, refreshed);
    evalSeconds.add(secondsSince(start));
    trainer.evaluated(epoch, scores.val());
    keepIfBest(epoch, scores, model);
    return scores;
  }

  /** After the last epoch, or when the validation metric has not risen for too long. */
  private boolean isLast(int epoch, boolean evaluated) {
    int patience = config.earlyStopping();
    return epoch == config.epochs()
        || (patience > 0 && evaluated && epoch - best().bestEpoch() >= patience);
  }

  private EpochReport report(
      Trainer trainer,
      int epoch,
      double loss,
      double seconds,
      @Nullable RoleScores scores,
      boolean isLast) {
    return new EpochReport(
        run.index() + 1,
        runs,
        epoch,
        config.epochs(),
        loss,
        scores,
        scores != null && best().bestEpoch() == epoch,
        isLast,
        config.optimizerConfig().changesLearningRate() ? trainer.learningRate() : null,
        trainer.rows(),
        trainer.haloRows(),
        seconds,
        trainer.loadSeconds(),
        trainer.waitSeconds(),
        scores == null ? 0 : evalSeconds.get(evalSeconds.size() - 1));
  }

  /** The first epoch wins a tie; without validation nodes the last one evaluated. */
  private void keepIfBest(int epoch, RoleScores scores, Gnn model) {
    if (best == null || Double.isNaN(scores.val()) || scores.val() > best.scores().val()) {
      best = new RunResult(run, epoch, scores);
      bestState = ModelState.of(model);
    }
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

  List<Double> loadSeconds() {
    return loadSeconds;
  }

  List<Double> waitSeconds() {
    return waitSeconds;
  }

  List<Double> evalSeconds() {
    return evalSeconds;
  }

  static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
