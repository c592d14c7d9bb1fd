package org.gnnautoscale.cli;

import org.gnnautoscale.io.Progress;
import org.gnnautoscale.train.DivergedException;
import org.gnnautoscale.train.EpochReport;
import org.gnnautoscale.train.RunResult;
import org.gnnautoscale.train.TrainListener;
import org.jspecify.annotations.Nullable;

/**
 * Epochs on standard error: on a terminal a bar over all of them; lines of some, so that a log
 * stays short: every tenth of a run (of several runs the last), and one after ten seconds without
 * any.
 */
final class EpochLog implements TrainListener, AutoCloseable {

  private static final long TEN_SECONDS = 10_000_000_000L;

  private final Progress progress;
  private final @Nullable String bar;
  private final long epochs;
  private Progress.@Nullable Stage stage;
  private boolean explained;
  private long lastLine = System.nanoTime();

  /**
   * Begins with the first epoch.
   *
   * @param bar what is drawn beside the bar, or null to draw none
   * @param epochs of all runs
   */
  EpochLog(Progress progress, @Nullable String bar, long epochs) {
    this.progress = progress;
    this.bar = bar;
    this.epochs = epochs;
  }

  @Override
  public void epochDone(EpochReport report) {
    if (stage == null && bar != null) {
      stage = progress.stage(bar, epochs);
    }
    int every = report.runs() > 1 ? report.epochs() : Math.max(1, report.epochs() / 10);
    boolean isDue = report.epoch() % every == 0 || report.isLast();
    if (isDue || System.nanoTime() - lastLine > TEN_SECONDS) {
      progress.say(report.line() + legend(report));
      sayIfStopped(report);
      lastLine = System.nanoTime();
    }
    if (stage != null) {
      stage.advance(1);
    }
  }

  @Override
  public void diverged(RunResult best, DivergedException end) {
    progress.say(
        "warning: run %d (seed %d) diverged in epoch %d and ends there; its best epoch, %d, counts"
            .formatted(best.run().index() + 1, best.run().seed(), end.epoch(), best.bestEpoch()));
    lastLine = System.nanoTime();
  }

  private void sayIfStopped(EpochReport report) {
    if (report.isLast() && report.epoch() < report.epochs()) {
      progress.say("stopped early: no better validation metric for too long (earlyStopping)");
    }
  }

  /** The first line that has a star says what it is. */
  private String legend(EpochReport report) {
    if (explained || !report.isBestByValidation()) {
      return "";
    }
    explained = true;
    return "  (* best so far)";
  }

  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
  }
}
