package org.gnnautoscale.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.engine.RoundingError;
import org.gnnautoscale.history.HistoryType;
import org.gnnautoscale.load.BatchOrder;
import org.gnnautoscale.load.GraphData;
import org.jspecify.annotations.Nullable;

/** All runs of a job, one after the other, and their summary. */
final class Runs {

  private final Session session;
  private final Metric metric;
  private final RunWriter writer;
  private final TrainListener listener;
  private final List<RunResult> results = new ArrayList<>();
  private final List<Integer> trainedEpochs = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private final List<Double> epochSeconds = new ArrayList<>();
  private final List<Double> loadSeconds = new ArrayList<>();
  private final List<Double> waitSeconds = new ArrayList<>();
  private final List<Double> evalSeconds = new ArrayList<>();
  private double setupSeconds;
  private long historyBytes;
  private RoundingError historyRounding = RoundingError.NONE;

  Runs(Session session, Metric metric, RunWriter writer, TrainListener listener) {
    this.session = session;
    this.metric = metric;
    this.writer = writer;
    this.listener = listener;
  }

  /**
   * Runs a job.
   *
   * @param secondsBefore what came before
   */
  TrainSummary all(TrainJob job, double secondsBefore) throws IOException, InterruptedException {
    setupSeconds = secondsBefore;
    int splits = session.graph().shape().splits();
    for (int r = 0; r < job.runs(); r++) {
      one(Run.of(r, job.seed(), splits), job.runs());
    }
    return summary(job);
  }

  private void one(Run run, int runs) throws IOException, InterruptedException {
    SingleRun single = new SingleRun(session, metric, run);
    RunLoop loop = single.train(runs, listener, writer::add);
    historyBytes = single.historyBytes();
    historyRounding = historyRounding.plus(single.historyRounding());
    if (run.index() == 0) {
      setupSeconds += single.setupSeconds();
      losses.addAll(loop.losses());
    }
    results.add(loop.best());
    trainedEpochs.add(loop.losses().size());
    epochSeconds.addAll(loop.epochSeconds());
    loadSeconds.addAll(loop.loadSeconds());
    waitSeconds.addAll(loop.waitSeconds());
    evalSeconds.addAll(loop.evalSeconds());
  }

  private TrainSummary summary(TrainJob job) {
    GraphData graph = session.graph();
    TrainConfig config = session.config();
    int parts = graph.trainingParts();
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
        trainedEpochs,
        results.stream().map(RunResult::bestEpoch).toList(),
        losses,
        spread(results.stream().map(result -> result.scores().val()).toList()),
        spread(results.stream().map(result -> result.scores().test()).toList()),
        testFigures(),
        metric.key(),
        epochSeconds,
        loadSeconds,
        waitSeconds,
        evalSeconds,
        setupSeconds,
        ProcessMemory.Peaks.now(),
        historyBytes,
        isRounded() ? historyRounding : null,
        job.seed(),
        job.runs(),
        session.threads(),
        session.engineName());
  }

  private boolean isRounded() {
    return historyBytes > 0 && session.config().historyType() != HistoryType.FP32;
  }

  private Map<Metric, Spread> testFigures() {
    Map<Metric, Spread> figures = new EnumMap<>(Metric.class);
    for (Metric figure : Metric.beside(session.graph().shape())) {
      List<Double> perRun = new ArrayList<>();
      for (RunResult result : results) {
        Double value = result.scores().testFigures().get(figure);
        perRun.add(value == null ? Double.NaN : value);
      }
      Spread spread = spread(perRun);
      if (spread != null) {
        figures.put(figure, spread);
      }
    }
    return figures;
  }

  private static @Nullable Spread spread(List<Double> metrics) {
    return metrics.stream().anyMatch(metric -> Double.isNaN(metric)) ? null : new Spread(metrics);
  }
}
