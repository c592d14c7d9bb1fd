package org.gnnautoscale.train;

import java.io.IOException;
import org.gnnautoscale.engine.RoundingError;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.nn.Gnn;

/** One run, from fresh parameters and histories to its last epoch. */
final class SingleRun {

  private final Session session;
  private final Metric metric;
  private final Run run;
  private double setupSeconds;
  private long historyBytes;
  private RoundingError historyRounding = RoundingError.NONE;

  SingleRun(Session session, Metric metric, Run run) {
    this.session = session;
    this.metric = metric;
    this.run = run;
  }

  /** Takes the model of a run as it was at its best epoch, before it is closed. */
  @FunctionalInterface
  interface ModelSink {

    void accept(RunResult result, Gnn model) throws IOException;
  }

  /**
   * Trains all epochs.
   *
   * @param runs of the job, for the reports
   * @throws BadDataException if the split of the run has no training nodes
   */
  RunLoop train(int runs, TrainListener listener, ModelSink sink)
      throws IOException, InterruptedException {
    requireTrainingNodes();
    long start = System.nanoTime();
    try (Gnn model = session.model(run.seed());
        Histories histories = session.histories(model);
        Trainer trainer = new Trainer(session.machine(), session.config(), model, histories, run)) {
      session.forward().fill(model, histories);
      historyBytes = histories.bytes();
      setupSeconds = RunLoop.secondsSince(start);
      Evaluator evaluator = new Evaluator(session.graph(), session.forward(), metric, run.split());
      RunLoop loop = new RunLoop(session.config(), run, runs, evaluator, listener);
      loop.train(trainer, model, histories);
      historyRounding = histories.rounding();
      loop.bestState().copyTo(model);
      sink.accept(loop.best(), model);
      return loop;
    }
  }

  private void requireTrainingNodes() throws BadDataException {
    GraphData graph = session.graph();
    if (graph.count(Role.TRAIN, run.split()) == 0) {
      throw BadDataException.of("a split has no training nodes that have a label")
          .with("store", graph.store().directory())
          .with("split", run.split())
          .fix("import the graph with other splits, for example --split per-class:20:30");
    }
  }

  /** Before the first epoch. */
  double setupSeconds() {
    return setupSeconds;
  }

  long historyBytes() {
    return historyBytes;
  }

  /** Of everything that was pushed. */
  RoundingError historyRounding() {
    return historyRounding;
  }
}
