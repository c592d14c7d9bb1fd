package org.gnnautoscale.train;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;

/**
 * Area under the ROC curve by ranks (Mann and Whitney), ties counting half.
 *
 * <p>ND4J's ROC classes give the same, but took 15 s for 10,000 nodes of 40 classes on 2 cores, and
 * this 0.1 s. With two classes it is that of the second one. With more, or with several labels a
 * node, it is the mean over those that occur as well as not.
 */
final class RankCount implements MetricCount {

  private final GraphData graph;
  private final Map<Role, Scores> scores = new EnumMap<>(Role.class);

  RankCount(GraphData graph) {
    this.graph = graph;
  }

  @Override
  public void add(Role role, long node, Matrix logits, int row) {
    int first = firstClass();
    Scores of = scores.computeIfAbsent(role, r -> new Scores(graph.shape().classes() - first));
    Matrix labels = graph.labels();
    OddsOfClasses odds = labels == null ? OddsOfClasses.of(logits, row) : null;
    of.grow();
    for (int c = first; c < logits.cols(); c++) {
      boolean actual = labels == null ? graph.label(node) == c : labels.get(node, c) > 0.5f;
      of.put(c - first, odds == null ? logits.get(row, c) : odds.log(c), actual);
    }
  }

  @Override
  public double value(Metric metric, Role role) {
    Scores of = scores.get(role);
    return of == null ? Double.NaN : of.meanArea();
  }

  private int firstClass() {
    return graph.labels() == null && graph.shape().classes() == 2 ? 1 : 0;
  }

  /**
   * The softmax's odds of one class against all others: ordered as the probabilities are, and still
   * apart where these round to 1.
   *
   * @param best the most probable class
   * @param others sum over all other classes of exp(logit - that of the best)
   */
  private record OddsOfClasses(Matrix logits, int row, int best, double others) {

    static OddsOfClasses of(Matrix logits, int row) {
      int best = Predictions.argmax(logits, row);
      double others = 0;
      for (int c = 0; c < logits.cols(); c++) {
        others += c == best ? 0 : Math.exp(logits.get(row, c) - logits.get(row, best));
      }
      return new OddsOfClasses(logits, row, best, others);
    }

    double log(int c) {
      double behind = (double) logits.get(row, c) - logits.get(row, best);
      return behind - Math.log(c == best ? others : 1 + others - Math.exp(behind));
    }
  }

  /** Scores of all nodes so far, class by class. */
  private static final class Scores {

    private final double[][] score;
    private final boolean[][] actual;
    private int nodes;

    Scores(int classes) {
      score = new double[classes][16];
      actual = new boolean[classes][16];
    }

    void grow() {
      for (int c = 0; c < score.length && nodes == score[c].length; c++) {
        score[c] = Arrays.copyOf(score[c], 2 * nodes);
        actual[c] = Arrays.copyOf(actual[c], 2 * nodes);
      }
      nodes++;
    }

    void put(int c, double value, boolean positive) {
      score[c][nodes - 1] = value;
      actual[c][nodes - 1] = positive;
    }

    double meanArea() {
      double sum = 0;
      int classes = 0;
      for (int c = 0; c < score.length; c++) {
        double area = area(c);
        if (!Double.isNaN(area)) {
          sum += area;
          classes++;
        }
      }
      return classes == 0 ? Double.NaN : sum / classes;
    }

    /** NaN if all nodes have the label, or none. */
    private double area(int c) {
      double[] positive = sorted(c, true);
      double[] negative = sorted(c, false);
      double above = 0;
      int below = 0;
      int notAbove = 0;
      for (double value : positive) {
        while (below < negative.length && negative[below] < value) {
          below++;
        }
        notAbove = Math.max(notAbove, below);
        while (notAbove < negative.length && negative[notAbove] <= value) {
          notAbove++;
        }
        above += (below + notAbove) / 2.0;
      }
      return above / ((double) positive.length * negative.length);
    }

    private double[] sorted(int c, boolean positive) {
      double[] found = new double[nodes];
      int count = 0;
      for (int i = 0; i < nodes; i++) {
        if (actual[c][i] == positive) {
          found[count++] = score[c][i];
        }
      }
      double[] result = Arrays.copyOf(found, count);
      Arrays.sort(result);
      return result;
    }
  }
}
