package org.gnnautoscale.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.load.BatchOrder;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.nn.Gnn;
import org.jspecify.annotations.Nullable;

/** All runs of a job, one after the other, and their summary. */
final class Runs {

  private final Session session;
  private final Metric metric;
  private final RunWriter writer;
  private final TrainListener listener;
  private final List<RunResult> results = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> epochSeconds = new ArrayList<>();
  private final List<Double> evalSeconds = new ArrayList<>();
  private double setupSeconds;
  private long historyBytes;

  Runs(Session session, Metric metric, RunWriter writer, TrainListener listener) {
    this.session = session;
    this.metric = metric;
    this.writer = writer;
    this.listener = listener;
  }

  /**
   * Runs a job.
   *
   * @param loadSeconds what came before
   */
  TrainSummary all(TrainJob job, double loadSeconds) throws IOException, InterruptedException {
    setupSeconds = loadSeconds;
    int splits = session.graph().shape().splits();
    for (int r = 0; r < job.runs(); r++) {
      one(Run.of(r, job.seed(), splits), job.runs());
    }
    return summary(job);
  }

  private void one(Run run, int runs) throws IOException, InterruptedException {
    requireTrainingNodes(run);
    long start = System.nanoTime();
    TrainConfig config = session.config();
    try (Gnn model = session.model(run.seed());
        Histories histories = session.histories(model);
        Trainer trainer = new Trainer(session.machine(), config, model, histories, run)) {
      session.forward().fill(model, histories);
      historyBytes = histories.bytes();
      if (run.index() == 0) {
        setupSeconds += RunLoop.secondsSince(start);
      }
      Evaluator evaluator = new Evaluator(session.graph(), session.forward(), metric, run.split());
      RunLoop loop = new RunLoop(config, run, runs, evaluator, listener);
      loop.train(trainer, model, histories);
      keep(loop, model);
    }
  }

  private void requireTrainingNodes(Run run) throws BadDataException {
    GraphData graph = session.graph();
    if (graph.count(Role.TRAIN, run.split()) == 0) {
      throw BadDataException.of("a split has no training nodes that have a label")
          .with("store", graph.store().directory())
          .with("split", run.split())
          .fix("import the graph with other splits, for example --split per-class:20:30");
    }
  }

  private void keep(RunLoop loop, Gnn model) throws IOException {
    loop.bestState().copyTo(model);
    writer.add(loop.best(), model);
    if (results.isEmpty()) {
      losses.addAll(loop.losses());
    }
    results.add(loop.best());
    epochSeconds.addAll(loop.epochSeconds());
    evalSeconds.addAll(loop.evalSeconds());
  }

  private TrainSummary summary(TrainJob job) {
    GraphData graph = session.graph();
    TrainConfig config = session.config();
    int parts = graph.numParts();
    BatchOrder batches =
        new BatchOrder(parts, config.batchPartsOf(parts), config.maxSteps(), job.seed());
    return new TrainSummary(
        config.model(),
        graph.shape().name(),
        graph.numNodes(),
        graph.shape().edges(),
        graph.numParts(),
        batches.batchParts(),
        batches.steps(),
        config.epochs(),
        results.stream().map(RunResult::bestEpoch).toList(),
        losses,
        spread(results.stream().map(result -> result.scores().val()).toList()),
        spread(results.stream().map(result -> result.scores().test()).toList()),
        metric.key(),
        epochSeconds,
        evalSeconds,
        setupSeconds,
        ProcessMemory.peakBytes(),
        historyBytes,
        job.seed(),
        job.runs(),
        session.threads(),
        session.engineName());
  }

  private static @Nullable Spread spread(List<Double> metrics) {
    return metrics.stream().anyMatch(metric -> Double.isNaN(metric)) ? null : new Spread(metrics);
  }
}
