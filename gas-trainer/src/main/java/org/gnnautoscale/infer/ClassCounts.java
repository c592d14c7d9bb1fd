package org.gnnautoscale.infer;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.train.Predictions;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.linalg.factory.Nd4j;

/** Counts predictions of test nodes for figures of each class, with nd4j's evaluations. */
interface ClassCounts {

  /** Counts one node. */
  void add(long node, Matrix logits, int row);

  /** Figures of all classes; empty if no node was counted. */
  List<ClassFigures> report();

  /** Nodes of each class by the class they are predicted to have; empty for several labels. */
  List<List<Integer>> confusion();

  /** Counts for the kind of labels that a graph has. */
  static ClassCounts of(GraphData graph) {
    Matrix labels = graph.labels();
    return labels == null ? new OneLabel(graph) : new SeveralLabels(graph, labels);
  }

  /** One label a node: ND4J counts a node in a microsecond, one by one. */
  final class OneLabel implements ClassCounts {

    private final GraphData graph;
    private final Evaluation evaluation;
    private boolean isEmpty = true;

    OneLabel(GraphData graph) {
      this.graph = graph;
      this.evaluation = new Evaluation(graph.shape().classes());
    }

    @Override
    public void add(long node, Matrix logits, int row) {
      evaluation.eval(Predictions.argmax(logits, row), graph.label(node));
      isEmpty = false;
    }

    @Override
    public List<ClassFigures> report() {
      List<ClassFigures> figures = new ArrayList<>();
      for (int c = 0; c < graph.shape().classes() && !isEmpty; c++) {
        figures.add(
            new ClassFigures(
                ClassFigures.name(graph, c),
                evaluation.precision(c, 0),
                evaluation.recall(c, 0),
                f1(evaluation.precision(c, 0), evaluation.recall(c, 0)),
                evaluation.getConfusionMatrix().getActualTotal(c)));
      }
      return figures;
    }

    @Override
    public List<List<Integer>> confusion() {
      List<List<Integer>> rows = new ArrayList<>();
      for (int actual = 0; actual < graph.shape().classes() && !isEmpty; actual++) {
        List<Integer> row = new ArrayList<>();
        for (int predicted = 0; predicted < graph.shape().classes(); predicted++) {
          row.add(evaluation.getConfusionMatrix().getCount(actual, predicted));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /**
   * Several labels a node. ND4J takes half a millisecond a node one by one, and 4 microseconds in
   * blocks, measured with 40 labels.
   */
  final class SeveralLabels implements ClassCounts {

    private static final int BLOCK = 512;

    private final GraphData graph;
    private final Matrix labels;
    private final EvaluationBinary evaluation;
    private final List<float[]> actual = new ArrayList<>();
    private final List<float[]> predicted = new ArrayList<>();
    private boolean isEmpty = true;

    SeveralLabels(GraphData graph, Matrix labels) {
      this.graph = graph;
      this.labels = labels;
      this.evaluation = new EvaluationBinary(graph.shape().classes(), null);
    }

    @Override
    public void add(long node, Matrix logits, int row) {
      float[] answers = new float[logits.cols()];
      for (int c = 0; c < answers.length; c++) {
        answers[c] = logits.get(row, c) > 0 ? 1 : 0;
      }
      actual.add(labels.row(node).toArray());
      predicted.add(answers);
      isEmpty = false;
      if (actual.size() == BLOCK) {
        countBlock();
      }
    }

    private void countBlock() {
      if (!actual.isEmpty()) {
        evaluation.eval(
            Nd4j.create(actual.toArray(float[][]::new)),
            Nd4j.create(predicted.toArray(float[][]::new)));
        actual.clear();
        predicted.clear();
      }
    }

    @Override
    public List<List<Integer>> confusion() {
      return List.of();
    }

    @Override
    public List<ClassFigures> report() {
      countBlock();
      List<ClassFigures> figures = new ArrayList<>();
      for (int c = 0; c < graph.shape().classes() && !isEmpty; c++) {
        double precision = orZero(evaluation.precision(c));
        double recall = orZero(evaluation.recall(c));
        long support = evaluation.truePositives(c) + (long) evaluation.falseNegatives(c);
        figures.add(
            new ClassFigures(
                ClassFigures.name(graph, c), precision, recall, f1(precision, recall), support));
      }
      return figures;
    }

    private static double orZero(double share) {
      return Double.isNaN(share) ? 0 : share;
    }
  }

  private static double f1(double precision, double recall) {
    return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
  }
}
