package org.gnnautoscale.reproduce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.reproduce.KeptRun.Outcome;
import org.gnnautoscale.reproduce.KeptRun.Source;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.DivergedException;
import org.gnnautoscale.train.EpochReport;
import org.gnnautoscale.train.RunResult;
import org.gnnautoscale.train.RunSeries;
import org.gnnautoscale.train.TrainListener;

/**
 * Trains the runs that an experiment lacks, one after the other, and keeps each as soon as it has
 * ended: whatever stops this loses one run at most. Several of them may share an output: what
 * another one has kept meanwhile is not trained again.
 *
 * @param output directory of all tables
 * @param build which code trains
 * @param listener hears of epochs and runs
 */
public record Repetition(Path output, Map<String, Object> build, Listener listener) {

  private static final long FIRST_SEED = 1;

  /**
   * An experiment that lacks runs.
   *
   * @param standing how far it is
   * @param store to train on
   * @param existing whether what others keep meanwhile is replaced
   */
  public record Task(Standing standing, Store store, Existing existing) {

    /** A task that leaves the runs of others as they are. */
    public Task(Standing standing, Store store) {
      this(standing, store, Existing.REFUSE);
    }

    /** What is trained. */
    public Experiment experiment() {
      return standing.experiment();
    }
  }

  /** Hears of the runs of a table as they go on. */
  public interface Listener {

    /** An epoch of a run is done. */
    void epochDone(Task task);

    /** A run has diverged; what it had reached before counts, and is kept next. */
    void runCutShort(Task task, RunResult best, DivergedException end);

    /** A run is done and kept. */
    void runDone(Task task, KeptRun run);

    /** A run that was missing is there: another process has kept it meanwhile. */
    void runFound(Task task, KeptRun run);

    /** A run has diverged before it was evaluated, and is not kept. */
    void runFailed(Task task, long seed, DivergedException end);
  }

  /**
   * Trains all runs that an experiment lacks.
   *
   * @return seeds whose runs diverged before they were evaluated: they are still lacking
   */
  public List<Long> run(Task task) throws IOException, InterruptedException {
    List<Long> failed = new ArrayList<>();
    try (RunSeries series =
        RunSeries.open(task.store(), task.experiment().config(), FIRST_SEED, Progress.silent())) {
      for (long seed : task.standing().missing()) {
        Optional<KeptRun> kept = keptMeanwhile(task, seed);
        if (kept.isPresent()) {
          listener.runFound(task, kept.get());
          continue;
        }
        try {
          train(task, series, seed);
        } catch (DivergedException e) { // seeds are independent of each other
          listener.runFailed(task, seed, e);
          failed.add(seed);
        }
      }
    }
    return failed;
  }

  private Optional<KeptRun> keptMeanwhile(Task task, long seed) throws IOException {
    return task.existing() == Existing.OVERWRITE
        ? Optional.empty()
        : Standing.kept(task.experiment(), seed, output, Source.of(task.store().manifest()));
  }

  private void train(Task task, RunSeries series, long seed)
      throws IOException, InterruptedException {
    Experiment experiment = task.experiment();
    long start = System.nanoTime();
    RunResult result =
        series.train(
            Math.toIntExact(seed - FIRST_SEED), task.standing().runs(), new Epochs(listener, task));
    double seconds = (System.nanoTime() - start) / 1e9;
    KeptRun run =
        KeptRun.of(
            experiment,
            Source.of(task.store().manifest()),
            Outcome.of(result, series.metric().key(), seconds),
            made(series));
    new RunFiles(experiment.directory(output)).keep(run);
    listener.runDone(task, run);
  }

  /** Tells the listener of a table what happens in one of its runs. */
  private record Epochs(Listener listener, Task task) implements TrainListener {

    @Override
    public void epochDone(EpochReport report) {
      listener.epochDone(task);
    }

    @Override
    public void diverged(RunResult best, DivergedException end) {
      listener.runCutShort(task, best, end);
    }
  }

  private Map<String, Object> made(RunSeries series) {
    Map<String, Object> made = new LinkedHashMap<>(build);
    made.put("java", Runtime.version().toString());
    made.put("engine", series.engine());
    made.put("threads", series.threads());
    return made;
  }
}
