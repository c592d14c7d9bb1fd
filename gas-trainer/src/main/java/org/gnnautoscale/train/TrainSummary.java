package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.engine.RoundingError;
import org.jspecify.annotations.Nullable;

/**
 * What a training run did and how well, as {@code gas train --json} prints it.
 *
 * @param model name of the model
 * @param dataset name of the store
 * @param nodes of the graph
 * @param edges of the graph
 * @param parts of the store
 * @param batchParts parts in a batch
 * @param batches trained on in an epoch
 * @param epochs that each run was to train
 * @param trainedEpochs that each run did train: fewer if it stopped early or diverged
 * @param bestEpochs epoch of the best validation metric of each run, counted from 1
 * @param loss mean loss of each epoch of the first run
 * @param valMetric at the best epoch, if there are validation nodes
 * @param testMetric at the best epoch, if there are test nodes
 * @param testFigures further metrics of the test nodes at the best epoch; empty without any
 * @param metric accuracy, microF1, macroF1 or rocAuc
 * @param epochSeconds of training alone, without each run's first epoch
 * @param loadSeconds of the same epochs, that reading and assembling their batches took
 * @param waitSeconds of the same epochs, in which steps waited for that
 * @param evalSeconds of each evaluation
 * @param setupSeconds before the first epoch
 * @param memory the most that the process took
 * @param historyBytes what the histories take, in memory or on disk
 * @param historyRounding of all that was pushed to them by all runs; null where they are exact
 * @param seed of the first run
 * @param runs number of runs
 * @param threads computing threads
 * @param engine name of the engine
 */
public record TrainSummary(
    String model,
    String dataset,
    long nodes,
    long edges,
    int parts,
    int batchParts,
    int batches,
    int epochs,
    List<Integer> trainedEpochs,
    List<Integer> bestEpochs,
    List<Double> loss,
    @Nullable Spread valMetric,
    @Nullable Spread testMetric,
    Map<Metric, Spread> testFigures,
    String metric,
    List<Double> epochSeconds,
    List<Double> loadSeconds,
    List<Double> waitSeconds,
    List<Double> evalSeconds,
    double setupSeconds,
    ProcessMemory.Peaks memory,
    long historyBytes,
    @Nullable RoundingError historyRounding,
    long seed,
    int runs,
    int threads,
    String engine) {

  /** Copies the lists. */
  public TrainSummary {
    trainedEpochs = List.copyOf(trainedEpochs);
    bestEpochs = List.copyOf(bestEpochs);
    testFigures = Map.copyOf(testFigures);
    loss = List.copyOf(loss);
    epochSeconds = List.copyOf(epochSeconds);
    loadSeconds = List.copyOf(loadSeconds);
    waitSeconds = List.copyOf(waitSeconds);
    evalSeconds = List.copyOf(evalSeconds);
  }

  /** The keys of the JSON object; absent metrics are null. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("dataset", dataset);
    map.put("nodes", nodes);
    map.put("edges", edges);
    map.put("parts", parts);
    map.put("batchParts", batchParts);
    map.put("batches", batches);
    map.put("epochs", epochs);
    map.put("trainedEpochs", trainedEpochs);
    map.put("bestEpoch", bestEpochs.isEmpty() ? epochs : bestEpochs.get(0));
    map.put("bestEpochs", bestEpochs);
    map.put("loss", loss);
    map.put("valMetric", valMetric == null ? null : valMetric.toMap());
    map.put("testMetric", testMetric == null ? null : testMetric.toMap());
    for (Metric figure : Metric.values()) {
      Spread spread = testFigures.get(figure);
      if (spread != null) {
        map.put(RunResult.testKey(figure), spread.toMap());
      }
    }
    map.put("metric", metric);
    map.put("epochSeconds", Spread.seconds(epochSeconds));
    map.put("loadSeconds", Spread.seconds(loadSeconds));
    map.put("waitSeconds", Spread.seconds(waitSeconds));
    map.put("evalSeconds", Spread.seconds(evalSeconds));
    map.put("setupSeconds", setupSeconds);
    map.put("peakRssBytes", memory.resident());
    map.put("peakHeapBytes", memory.heap());
    map.put("peakOffHeapBytes", memory.offHeap());
    map.put("peakDiskBytes", memory.disk());
    map.put("historyBytes", historyBytes);
    if (historyRounding != null) {
      Map<String, Object> rounding = new LinkedHashMap<>();
      rounding.put("rms", historyRounding.rms());
      rounding.put("max", historyRounding.max());
      rounding.put("saturated", historyRounding.saturated());
      map.put("historyRounding", rounding);
    }
    map.put("seed", seed);
    map.put("runs", runs);
    map.put("threads", threads);
    map.put("engine", engine);
    return map;
  }
}
