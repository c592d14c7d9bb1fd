package org.gnnautoscale.cli;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.reproduce.KeptRun;
import org.gnnautoscale.reproduce.KeptRun.Outcome;
import org.gnnautoscale.reproduce.Repetition;
import org.gnnautoscale.reproduce.Repetition.Task;
import org.gnnautoscale.reproduce.TimeInWords;
import org.gnnautoscale.reproduce.Workload;
import org.gnnautoscale.train.DivergedException;
import org.gnnautoscale.train.RunResult;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a table on standard error: a line each; on a terminal a bar over all of them, too.
 */
final class RepetitionLog implements Repetition.Listener, AutoCloseable {

  private static final double UNIT = 1e6;

  private final Progress progress;
  private final Workload workload;
  private final int runs;
  private final Progress.@Nullable Stage bar;

  /**
   * Begins with the first run.
   *
   * @param drawn whether there is a terminal to draw a bar on
   */
  RepetitionLog(Progress progress, List<Task> tasks, boolean drawn) {
    this.progress = progress;
    this.workload = new Workload(tasks);
    this.runs = workload.runsLeft();
    this.bar = drawn ? progress.stage("train", units(tasks)) : null;
  }

  private static long units(List<Task> tasks) {
    return tasks.stream()
        .mapToLong(
            task ->
                units(task)
                    * task.experiment().config().epochs()
                    * task.standing().missing().size())
        .sum();
  }

  /** The bar moves with the work that is done; an epoch has at least one unit. */
  private static long units(Task task) {
    return 1 + (long) (Workload.workOfEpoch(task) / UNIT);
  }

  @Override
  public void epochDone(Task task) {
    if (bar != null) {
      bar.advance(units(task));
    }
  }

  @Override
  public void runDone(Task task, KeptRun run) {
    workload.done(task.experiment(), run);
    Outcome outcome = run.outcome();
    say(
        task,
        outcome.seed(),
        String.format(
            Locale.ROOT,
            "val %.4f  test %.4f  best epoch %4d  %7.1f s",
            outcome.val(),
            outcome.test(),
            outcome.bestEpoch(),
            outcome.seconds()));
  }

  @Override
  public void runCutShort(Task task, RunResult best, DivergedException end) {
    progress.say(
        "warning: seed %d of %s diverged in epoch %d and ends there; its best epoch, %d, counts"
            .formatted(best.run().seed(), task.experiment(), end.epoch(), best.bestEpoch()));
  }

  @Override
  public void runFound(Task task, KeptRun run) {
    workload.done(task.experiment(), run);
    say(task, run.outcome().seed(), "has been kept by another process meanwhile");
  }

  @Override
  public void runFailed(Task task, long seed, DivergedException end) {
    workload.dropped(task.experiment());
    say(
        task,
        seed,
        "diverged in epoch %d, before any was evaluated: it is not kept".formatted(end.epoch()));
  }

  private void say(Task task, long seed, String what) {
    progress.say(
        String.format(
            Locale.ROOT,
            "run %d of %d  %-34s  seed %2d  %s%s",
            runs - workload.runsLeft(),
            runs,
            task.experiment(),
            seed,
            what,
            left()));
  }

  private String left() {
    OptionalDouble seconds = workload.secondsLeft();
    return workload.runsLeft() == 0 || seconds.isEmpty()
        ? ""
        : "  about %s left".formatted(TimeInWords.of(seconds.getAsDouble()));
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
