package org.gnnautoscale.train;

import java.util.Arrays;
import java.util.List;
import org.gnnautoscale.load.GraphData;

/**
 * How much each class counts in the loss. The mean over the training nodes of the graph is 1, so
 * that the loss keeps its size, and both weightings of batches their meaning.
 *
 * <p>Arrays are not copied, and not to be changed.
 */
final class ClassWeights {

  private final double[] ifSet;
  private final double[] ifNot;

  private ClassWeights(double[] ifSet, double[] ifNot) {
    this.ifSet = ifSet;
    this.ifNot = ifNot;
  }

  /** The weights that a configuration asks for. */
  static ClassWeights of(LossConfig config, GraphData graph, int split) {
    int classes = graph.shape().classes();
    if (!config.isBalanced() && config.classWeights().isEmpty()) {
      return new ClassWeights(ones(classes), ones(classes));
    }
    LabelCounts training = LabelCounts.of(graph, split);
    return config.isSoftmax(graph.shape().multiLabel())
        ? ofClasses(training.nodes(), training.all(), config.classWeights())
        : ofLabels(training.nodes(), training.all(), config.classWeights());
  }

  /**
   * A weight for all nodes of a class.
   *
   * @param nodes training nodes of each class
   * @param all their sum
   * @param given for each class; empty: 1 / its nodes, so that all classes weigh the same together
   */
  static ClassWeights ofClasses(long[] nodes, long all, List<Double> given) {
    double[] weights = new double[nodes.length];
    double sum = 0;
    for (int c = 0; c < weights.length; c++) {
      weights[c] = given.isEmpty() ? inverse(nodes[c]) : given.get(c);
      sum += nodes[c] * weights[c];
    }
    for (int c = 0; c < weights.length; c++) {
      weights[c] *= all / sum;
    }
    return new ClassWeights(weights, ones(nodes.length));
  }

  /**
   * For each label a weight of the nodes that have it and one of those that do not.
   *
   * @param nodes training nodes that have a label
   * @param all training nodes
   * @param given for each label, or once for all, that of the nodes that have it beside 1 for those
   *     that do not; empty: 1 / their number, so that both weigh the same together
   */
  static ClassWeights ofLabels(long[] nodes, long all, List<Double> given) {
    double[] ifSet = new double[nodes.length];
    double[] ifNot = new double[nodes.length];
    for (int c = 0; c < nodes.length; c++) {
      double set = given.isEmpty() ? inverse(nodes[c]) : given.get(given.size() == 1 ? 0 : c);
      double not = given.isEmpty() ? inverse(all - nodes[c]) : 1;
      double scale = all / (nodes[c] * set + (all - nodes[c]) * not);
      ifSet[c] = set * scale;
      ifNot[c] = not * scale;
    }
    return new ClassWeights(ifSet, ifNot);
  }

  /** Of each class's nodes, or of the nodes that have each label. */
  double[] ifSet() {
    return ifSet;
  }

  /** Of the nodes that do not have each label. */
  double[] ifNot() {
    return ifNot;
  }

  private static double[] ones(int classes) {
    double[] ones = new double[classes];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static double inverse(long count) {
    return count == 0 ? 0 : 1.0 / count;
  }
}
