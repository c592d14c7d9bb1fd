package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.classification.ROCBinary;
import org.nd4j.evaluation.classification.ROCMultiClass;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Our counts equal nd4j's evaluations. */
class MetricTest {

  @TempDir Path folder;

  @Test
  void accuracyIsThatOfNd4j() throws Exception {
    try (GraphData graph = load(TinyGraph.plan().nodes(200));
        Matrix logits = logits(graph)) {
      Evaluation theirs = new Evaluation(3);
      theirs.eval(oneHot(graph), rows(graph, Predictions::softmax, logits));

      assertThat(ours(Metric.ACCURACY, graph, logits)).isEqualTo(theirs.accuracy());
      assertThat(ours(Metric.MICRO_F1, graph, logits)).isEqualTo(theirs.accuracy());
    }
  }

  @Test
  void microF1OfSeveralLabelsIsThatOfNd4jsCounts() throws Exception {
    try (GraphData graph = load(TinyGraph.plan().nodes(200).multiLabel());
        Matrix logits = logits(graph)) {
      EvaluationBinary theirs = new EvaluationBinary(3, null);
      theirs.eval(labels(graph), rows(graph, Predictions::sigmoid, logits));

      double hits = IntStream.range(0, 3).map(theirs::truePositives).sum();
      double wrong =
          IntStream.range(0, 3).map(c -> theirs.falsePositives(c) + theirs.falseNegatives(c)).sum();
      assertThat(ours(Metric.MICRO_F1, graph, logits)).isEqualTo(2 * hits / (2 * hits + wrong));
    }
  }

  @Test
  void macroF1IsTheMeanOfThoseOfTheClassesThatOccurOrArePredicted() throws Exception {
    // the plain computation; ND4J has no F1 of a class that never occurs
    try (GraphData graph = load(TinyGraph.plan().nodes(200).classes(4));
        Matrix logits = logits(graph)) {
      for (long r = 0; r < logits.rows(); r++) {
        logits.set(r, 3, -9); // nobody is predicted to have the last class
      }
      double sum = 0;
      for (int c = 0; c < 4; c++) {
        int type = c;
        long hits = count(graph, v -> is(graph, v, type) && Predictions.argmax(logits, v) == type);
        long predicted = count(graph, v -> Predictions.argmax(logits, v) == type);
        long actual = count(graph, v -> is(graph, v, type));
        double precision = predicted == 0 ? 0 : (double) hits / predicted;
        double recall = (double) hits / actual;
        sum += hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
      }

      assertThat(ours(Metric.MACRO_F1, graph, logits)).isCloseTo(sum / 4, within(1e-12));
      Evaluation theirs = new Evaluation(4);
      theirs.eval(oneHot(graph), rows(graph, Predictions::softmax, logits));
      assertThat(ours(Metric.MACRO_F1, graph, logits))
          .isCloseTo(IntStream.range(0, 4).mapToDouble(theirs::f1).sum() / 4, within(1e-9));
    }
  }

  @Test
  void aClassThatNeitherOccursNorIsPredictedDoesNotCount() throws Exception {
    TinyGraph tiny = TinyGraph.plan().nodes(60).classes(3).draw();
    try (GraphData graph = GraphData.load(tiny.write(folder), Progress.silent());
        Matrix logits = Matrix.allocate(60, 3)) {
      MetricCounts counts = new MetricCounts(Set.of(Metric.MACRO_F1), graph);
      int[] ofClass1 =
          IntStream.of(labelled(graph)).filter(v -> is(graph, v, 1)).limit(4).toArray();
      for (int i = 0; i < 4; i++) {
        logits.set(ofClass1[i], i < 3 ? 1 : 2, 1);
        counts.add(Role.TEST, ofClass1[i], logits, ofClass1[i]);
      }

      // class 1: 3 of 4 found, F1 6/7; class 2: predicted in vain, 0; class 0: not there
      assertThat(counts.value(Metric.MACRO_F1, Role.TEST)).isCloseTo(3 / 7.0, within(1e-12));
    }
  }

  @Test
  void macroF1OfSeveralLabelsIsTheMeanOfThatOfNd4j() throws Exception {
    try (GraphData graph = load(TinyGraph.plan().nodes(200).multiLabel());
        Matrix logits = logits(graph)) {
      EvaluationBinary theirs = new EvaluationBinary(3, null);
      theirs.eval(labels(graph), rows(graph, Predictions::sigmoid, logits));

      assertThat(ours(Metric.MACRO_F1, graph, logits))
          .isCloseTo(IntStream.range(0, 3).mapToDouble(theirs::f1).sum() / 3, within(1e-9));
    }
  }

  private static boolean is(GraphData graph, int node, int type) {
    return graph.label(node) == type;
  }

  private static long count(GraphData graph, IntPredicate condition) {
    return IntStream.of(labelled(graph)).filter(condition).count();
  }

  @Test
  void theAreaUnderTheCurveOfTwoClassesIsThatOfNd4j() throws Exception {
    try (GraphData graph = load(TinyGraph.plan().nodes(200).classes(2));
        Matrix logits = logits(graph)) {
      ROC theirs = new ROC(0);
      theirs.eval(oneHot(graph), rows(graph, Predictions::softmax, logits));

      assertThat(ours(Metric.ROC_AUC, graph, logits))
          .isCloseTo(theirs.calculateAUC(), within(1e-9));
    }
  }

  @Test
  void theMeanAreaOfMoreClassesIsThatOfNd4j() throws Exception {
    try (GraphData graph = load(TinyGraph.plan().nodes(200).classes(4));
        Matrix logits = logits(graph)) {
      ROCMultiClass theirs = new ROCMultiClass(0);
      theirs.eval(oneHot(graph), rows(graph, Predictions::softmax, logits));

      assertThat(ours(Metric.ROC_AUC, graph, logits))
          .isCloseTo(theirs.calculateAverageAUC(), within(1e-9));
    }
  }

  @Test
  void theMeanAreaOfSeveralLabelsIsThatOfNd4j() throws Exception {
    try (GraphData graph = load(TinyGraph.plan().nodes(200).multiLabel());
        Matrix logits = logits(graph)) {
      ROCBinary theirs = new ROCBinary(0);
      theirs.eval(labels(graph), rows(graph, Predictions::sigmoid, logits));

      assertThat(ours(Metric.ROC_AUC, graph, logits))
          .isCloseTo(theirs.calculateAverageAuc(), within(1e-9));
    }
  }

  @Test
  void farFromTheBorderScoresAreNotTied() throws Exception {
    try (GraphData graph = load(TinyGraph.plan().nodes(60).classes(2));
        Matrix logits = Matrix.allocate(60, 2)) {
      for (int v = 0; v < 60; v++) {
        logits.set(v, 1, graph.label(v) == 1 ? 60 : 40); // the softmax of both is 1
      }

      assertThat(ours(Metric.ROC_AUC, graph, logits)).isEqualTo(1);
    }
  }

  @Test
  void tiedScoresCountHalf() throws Exception {
    try (GraphData graph = load(TinyGraph.plan().nodes(60).classes(2));
        Matrix logits = Matrix.allocate(60, 2)) {
      assertThat(ours(Metric.ROC_AUC, graph, logits)).isEqualTo(0.5);
    }
  }

  @Test
  void withoutNodesThereIsNoMetric() throws Exception {
    try (GraphData graph = load(TinyGraph.plan())) {
      for (Metric metric : Metric.values()) {
        MetricCounts counts = new MetricCounts(Set.of(metric), graph);

        assertThat(counts.value(metric, Role.TEST)).isNaN();
      }
    }
  }

  private GraphData load(TinyGraph.Plan plan) throws Exception {
    return GraphData.load(plan.draw().write(folder), Progress.silent());
  }

  private static double ours(Metric metric, GraphData graph, Matrix logits) {
    MetricCounts counts = new MetricCounts(Set.of(metric), graph);
    for (int v : labelled(graph)) {
      counts.add(Role.TEST, v, logits, v);
    }
    return counts.value(metric, Role.TEST);
  }

  private static int[] labelled(GraphData graph) {
    return IntStream.range(0, (int) graph.numNodes()).filter(graph::isLabelled).toArray();
  }

  private static Matrix logits(GraphData graph) {
    Random random = new Random(2);
    Matrix logits = Matrix.allocate(graph.numNodes(), graph.shape().classes());
    for (long r = 0; r < logits.rows(); r++) {
      for (int c = 0; c < logits.cols(); c++) {
        logits.set(r, c, (float) random.nextGaussian());
      }
    }
    return logits;
  }

  private interface Probabilities {
    float[] of(Matrix logits, int row);
  }

  private static INDArray rows(GraphData graph, Probabilities probabilities, Matrix logits) {
    return Nd4j.create(
        IntStream.of(labelled(graph))
            .mapToObj(v -> probabilities.of(logits, v))
            .toArray(float[][]::new));
  }

  private static INDArray labels(GraphData graph) {
    Matrix labels = Objects.requireNonNull(graph.labels());
    return Nd4j.create(
        IntStream.of(labelled(graph))
            .mapToObj(v -> labels.row(v).toArray())
            .toArray(float[][]::new));
  }

  private static INDArray oneHot(GraphData graph) {
    int[] nodes = labelled(graph);
    float[][] rows = new float[nodes.length][graph.shape().classes()];
    for (int i = 0; i < nodes.length; i++) {
      rows[i][graph.label(nodes[i])] = 1;
    }
    return Nd4j.create(rows);
  }
}
