package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.BatchOrder;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.nn.Gnn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One step of plain gradient descent on one part of four, with a model that is one linear layer:
 * what it changes is computed here by the formula.
 */
class BatchLossTest {

  private static final double LR = 0.5;
  private static final int PARTS = 4;
  private static final Run RUN = new Run(0, 3, 0);

  @TempDir Path folder;

  /** What a step saw and did: parameters before and after, and the loss it reported. */
  private record Step(Map<String, float[]> before, Map<String, float[]> after, double loss) {

    double change(String name, int i) {
      return (double) of(after, name)[i] - of(before, name)[i];
    }

    private static float[] of(Map<String, float[]> values, String name) {
      return Objects.requireNonNull(values.get(name));
    }
  }

  @Test
  void meanDividesByTheTrainingNodesOfTheBatch() throws Exception {
    TinyGraph graph = TinyGraph.plan().draw();

    assertChanges(graph, "mean", 1.0 / trainNodes(graph, part(), part() + 1));
  }

  @Test
  void unbiasedWeighsTheSumByBatchesOverAllTrainingNodes() throws Exception {
    TinyGraph graph = TinyGraph.plan().draw();

    assertChanges(graph, "unbiased", (double) PARTS / trainNodes(graph, 0, PARTS));
  }

  @Test
  void withSeveralLabelsTheLossIsTheirMean() throws Exception {
    TinyGraph graph = TinyGraph.plan().multiLabel().draw();

    assertChanges(graph, "mean", 1.0 / trainNodes(graph, part(), part() + 1) / graph.classes);
    assertChanges(graph, "unbiased", (double) PARTS / trainNodes(graph, 0, PARTS) / graph.classes);
  }

  @Test
  void classWeightsKeepTheMeaningOfBoth() throws Exception {
    TinyGraph graph = TinyGraph.plan().draw();
    Map<String, Object> weighted = Map.of("classWeights", List.of(1, 2, 5));
    double sum = 0;
    for (int v = 0; v < graph.nodes; v++) {
      sum += trains(graph, v) ? WEIGHTS[graph.label[v]] : 0;
    }
    double toMeanOfOne = trainNodes(graph, 0, PARTS) / sum;
    double[] weights = DoubleStream.of(WEIGHTS).map(w -> w * toMeanOfOne).toArray();

    double mean = 1.0 / trainNodes(graph, part(), part() + 1);
    assertChanges(graph, step(graph, "mean", weighted), mean, weights);
    double unbiased = (double) PARTS / trainNodes(graph, 0, PARTS);
    assertChanges(graph, step(graph, "unbiased", weighted), unbiased, weights);
  }

  private static final double[] WEIGHTS = {1, 2, 5};

  private void assertChanges(TinyGraph graph, String batchLoss, double scale) throws Exception {
    double[] ones = DoubleStream.generate(() -> 1).limit(graph.classes).toArray();
    assertChanges(graph, step(graph, batchLoss, Map.of()), scale, ones);
    // the same once more, row by row: an exponent of 0 is a plain loss, and so is a weight of 1
    Map<String, Object> rowByRow =
        Map.of("loss", "focal", "focalGamma", 0, "classWeights", List.of(1, 1, 1));
    assertChanges(graph, step(graph, batchLoss, rowByRow), scale, ones);
  }

  /**
   * Each node of the batch adds scale * (p - y) to the gradient of the bias, times x to that of the
   * weight.
   */
  private static void assertChanges(
      TinyGraph graph, Step step, double scale, double[] classWeights) {
    boolean multiLabel = graph.multiLabel;
    double[][] weight = new double[graph.width][graph.classes];
    double[] bias = new double[graph.classes];
    double loss = 0;
    for (int v = graph.ptr[part()]; v < graph.ptr[part() + 1]; v++) {
      if (trains(graph, v)) {
        double[] logits = logits(graph, step.before(), v);
        double nodeWeight = multiLabel ? 1 : classWeights[graph.label[v]];
        double[] p = multiLabel ? logistic(logits) : softmax(logits);
        for (int c = 0; c < graph.classes; c++) {
          double y = multiLabel ? graph.labels[v][c] : c == graph.label[v] ? 1 : 0;
          loss -=
              nodeWeight * (multiLabel ? Math.log(y == 1 ? p[c] : 1 - p[c]) : y * Math.log(p[c]));
          bias[c] += scale * nodeWeight * (p[c] - y);
          for (int f = 0; f < graph.width; f++) {
            weight[f][c] += scale * nodeWeight * (p[c] - y) * graph.features[v][f];
          }
        }
      }
    }
    for (int c = 0; c < graph.classes; c++) {
      assertThat(step.change("lins.0.bias", c)).isCloseTo(-LR * bias[c], within(1e-5));
      for (int f = 0; f < graph.width; f++) {
        assertThat(step.change("lins.0.weight", f * graph.classes + c))
            .isCloseTo(-LR * weight[f][c], within(1e-5));
      }
    }
    int values = trainNodes(graph, part(), part() + 1) * (multiLabel ? graph.classes : 1);
    assertThat(step.loss()).isCloseTo(loss / values, within(1e-5));
  }

  private Step step(TinyGraph graph, String batchLoss, Map<String, Object> more) throws Exception {
    Map<String, Object> settings = new LinkedHashMap<>(more);
    settings.put("layers", 1);
    settings.put("dropout", 0);
    settings.put("optimizer", "sgd");
    settings.put("lr", LR);
    settings.put("batchParts", 1);
    settings.put("maxSteps", 1);
    settings.put("epochs", 1);
    settings.put("threads", 1);
    settings.put("batchLoss", batchLoss);
    TrainConfig config = TrainConfig.of("mlp", settings);
    try (GraphData data = GraphData.load(graph.write(folder), Progress.silent());
        Session session = new Session(data, config);
        Gnn model = session.model(RUN.seed());
        Trainer trainer = new Trainer(session.machine(), config, model, Histories.none(), RUN)) {
      Map<String, float[]> before = ModelState.of(model).values();
      double loss = trainer.epoch(1);
      return new Step(before, ModelState.of(model).values(), loss);
    }
  }

  /** The part that the first step trains on. */
  private static int part() {
    return new BatchOrder(PARTS, 1, 1, Trainer.orderSeed(RUN.seed())).epoch(1).get(0)[0];
  }

  private static int trainNodes(TinyGraph graph, int fromPart, int toPart) {
    int count = 0;
    for (int v = graph.ptr[fromPart]; v < graph.ptr[toPart]; v++) {
      count += trains(graph, v) ? 1 : 0;
    }
    assertThat(count).isPositive();
    return count;
  }

  private static boolean trains(TinyGraph graph, int node) {
    return graph.split[RUN.split()][node] == 1 && graph.label[node] >= 0;
  }

  private static double[] logits(TinyGraph graph, Map<String, float[]> parameters, int node) {
    double[] logits = new double[graph.classes];
    for (int c = 0; c < graph.classes; c++) {
      logits[c] = Step.of(parameters, "lins.0.bias")[c];
      for (int f = 0; f < graph.width; f++) {
        logits[c] +=
            graph.features[node][f] * Step.of(parameters, "lins.0.weight")[f * graph.classes + c];
      }
    }
    return logits;
  }

  private static double[] softmax(double[] logits) {
    double sum = 0;
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    double[] p = new double[logits.length];
    for (int c = 0; c < p.length; c++) {
      p[c] = Math.exp(logits[c]) / sum;
    }
    return p;
  }

  private static double[] logistic(double[] logits) {
    double[] p = new double[logits.length];
    for (int c = 0; c < p.length; c++) {
      p[c] = 1 / (1 + Math.exp(-logits[c]));
    }
    return p;
  }
}
