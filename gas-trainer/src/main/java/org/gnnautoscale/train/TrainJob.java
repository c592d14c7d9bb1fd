package org.gnnautoscale.train;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.ModelRegistry;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model on a store, once or several times, and leaves a RUN.
 *
 * <p>Run r of a job uses seed + r and split r modulo the number of splits. The same store,
 * settings, seed and number of threads give the same weights, bit by bit.
 *
 * @param store to train on
 * @param config all settings
 * @param seed of the first run
 * @param runs how many, at least 1
 * @param initialWeights safetensors file with the weights that every run begins with, for example
 *     of PyTorch; null: random ones
 */
public record TrainJob(
    Store store, TrainConfig config, long seed, int runs, @Nullable Path initialWeights) {

  /** A job whose models begin with random weights. */
  public TrainJob(Store store, TrainConfig config, long seed, int runs) {
    this(store, config, seed, runs, null);
  }

  /** Checks the number of runs. */
  public TrainJob {
    if (runs < 1) {
      throw new IllegalArgumentException("runs must be at least 1, got " + runs);
    }
  }

  /**
   * Trains, evaluates, and writes the RUN, which appears whole or not at all.
   *
   * @param output directory of the RUN
   * @throws org.gnnautoscale.io.OutputExistsException if it is taken
   * @throws org.gnnautoscale.io.BadDataException if the store cannot be trained on or is damaged
   * @throws DivergedException if a run diverges before any of its epochs has been evaluated
   * @throws InterruptedException if the thread is interrupted; nothing is left then
   */
  public TrainSummary run(Path output, Existing existing, Progress progress, TrainListener listener)
      throws IOException, InterruptedException {
    GraphShape shape = store.manifest().graph();
    GraphData.requireTrainable(store);
    Metric metric = Metric.of(config.metric(), shape);
    config.lossConfig().requireFits(shape);
    requireModel(shape);
    OutputDirectory.check(output, RunDirectory.KIND, existing);
    WorkDirectory work = WorkDirectory.of(config, output);
    long start = System.nanoTime();
    ProcessMemory.Peaks.restart();
    try (GraphData graph = work.load(store, config, progress);
        Session session = new Session(graph, config, work, listener)) {
      warnWithoutValidation(graph, progress);
      if (initialWeights != null) {
        session.beginWith(initialWeights);
      }
      RunWriter writer = RunWriter.begin(output, existing);
      try {
        TrainSummary summary =
            new Runs(session, metric, writer, listener).all(this, RunLoop.secondsSince(start));
        writer.commit(session, summary, progress);
        return summary;
      } catch (IOException | InterruptedException | RuntimeException | Error e) {
        abort(writer, e);
        throw e;
      }
    }
  }

  /** A model that cannot be built is told before anything is read or written. */
  private void requireModel(GraphShape shape) {
    ModelRegistry.builder(config.model())
        .build(GraphInfo.of(shape), config.modelConfig(), seed)
        .close();
  }

  private void warnWithoutValidation(GraphData graph, Progress progress) {
    int splits = graph.shape().splits();
    for (int r = 0; r < Math.min(runs, splits); r++) {
      int split = Run.of(r, seed, splits).split();
      if (graph.count(Role.VALIDATION, split) == 0) {
        progress.say(
            "warning: %s has no validation nodes: the last epoch is kept"
                .formatted(splits == 1 ? "the split" : "split " + split));
      }
    }
  }

  private static void abort(RunWriter writer, Throwable reason) {
    boolean interrupted = Thread.interrupted();
    try {
      writer.abort();
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
