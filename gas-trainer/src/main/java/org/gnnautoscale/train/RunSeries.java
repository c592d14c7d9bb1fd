package org.gnnautoscale.train;

import java.io.IOException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.store.Store;

/**
 * Runs of one configuration on one store, each trained when it is asked for; only what it reached
 * is returned.
 *
 * <p>Run r is the one that {@link TrainJob} counts as r: seed + r, and split r modulo the number of
 * splits. Owns the graph and the engine until {@link #close}. For one thread.
 */
public final class RunSeries implements AutoCloseable {

  private final GraphData graph;
  private final Session session;
  private final Metric metric;
  private final long seed;

  private RunSeries(GraphData graph, Session session, Metric metric, long seed) {
    this.graph = graph;
    this.session = session;
    this.metric = metric;
    this.seed = seed;
  }

  /**
   * Loads the graph.
   *
   * @param seed of run 0
   * @throws org.gnnautoscale.io.BadDataException if the store cannot be trained on or is damaged
   */
  public static RunSeries open(Store store, TrainConfig config, long seed, Progress progress)
      throws IOException, InterruptedException {
    return open(store, config, seed, progress, TrainListener.silent());
  }

  /**
   * As above.
   *
   * @param watcher may stand before the engine
   */
  public static RunSeries open(
      Store store, TrainConfig config, long seed, Progress progress, TrainListener watcher)
      throws IOException, InterruptedException {
    GraphData.requireTrainable(store);
    Metric metric = Metric.of(config.metric(), store.manifest().graph());
    config.lossConfig().requireFits(store.manifest().graph());
    WorkDirectory work = WorkDirectory.of(config);
    GraphData graph = work.load(store, config, progress);
    try {
      return new RunSeries(graph, new Session(graph, config, work, watcher), metric, seed);
    } catch (InterruptedException | RuntimeException | Error e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Trains one run.
   *
   * @param index counted from 0
   * @param runs of the series, for the reports
   * @throws DivergedException if it diverges before any epoch has been evaluated; others may not
   */
  public RunResult train(int index, int runs, TrainListener listener)
      throws IOException, InterruptedException {
    Run run = Run.of(index, seed, graph.shape().splits());
    return new SingleRun(session, metric, run).train(runs, listener, (result, model) -> {}).best();
  }

  /** What is measured. */
  public Metric metric() {
    return metric;
  }

  /** Computing threads. */
  public int threads() {
    return session.threads();
  }

  /** Name of the engine. */
  public String engine() {
    return session.engineName();
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
