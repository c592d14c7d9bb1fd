package org.gnnautoscale.train;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.memory.Matrix;

/**
 * What one reaches who knows nothing of a node but how frequent labels are among the training
 * nodes, and so says the same of every node.
 *
 * <p>Where nodes have one label, this is the most frequent class. Where they have several, it is
 * the k most frequent labels, with the k whose micro F1 is the best on the training nodes.
 */
public final class FrequencyBaseline {

  private final GraphData graph;
  private final int split;

  /** Looks at the training and the test nodes of one split. */
  public FrequencyBaseline(GraphData graph, int split) {
    this.graph = graph;
    this.split = split;
  }

  /**
   * Metrics of the test nodes; without the area under the ROC curve, for which equal answers are
   * chance. Empty if there are no training or no test nodes.
   */
  public Map<Metric, Double> scores() {
    LabelCounts training = LabelCounts.of(graph, split);
    if (training.all() == 0) {
      return Map.of();
    }
    Set<Metric> metrics =
        Set.of(graph.shape().multiLabel() ? Metric.MICRO_F1 : Metric.ACCURACY, Metric.MACRO_F1);
    MetricCounts counts = new MetricCounts(metrics, graph);
    try (Matrix answer = answer(training)) {
      for (long v = 0; v < graph.numNodes(); v++) {
        if (graph.role(v, split) == Role.TEST && graph.isLabelled(v)) {
          counts.add(Role.TEST, v, answer, 0);
        }
      }
    }
    return counts.values(Role.TEST);
  }

  /** Logits of every node, float32 [1, classes]. */
  private Matrix answer(LabelCounts training) {
    List<Integer> byFrequency =
        IntStream.range(0, training.nodes().length)
            .boxed()
            .sorted((a, b) -> Long.compare(training.nodes()[b], training.nodes()[a]))
            .toList();
    int said = graph.shape().multiLabel() ? bestNumber(training, byFrequency) : 1;
    float[] logits = new float[byFrequency.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[byFrequency.get(i)] = i < said ? 1 : -1;
    }
    Matrix answer = Matrix.allocate(1, logits.length);
    answer.copyFrom(logits);
    return answer;
  }

  /** How many of the most frequent labels are best said of every training node. */
  private static int bestNumber(LabelCounts training, List<Integer> byFrequency) {
    long all = Arrays.stream(training.nodes()).sum();
    long hits = 0;
    int best = 1;
    double bestF1 = -1;
    for (int k = 1; k <= byFrequency.size(); k++) {
      hits += training.nodes()[byFrequency.get(k - 1)];
      double f1 = 2.0 * hits / ((double) k * training.all() + all);
      if (f1 > bestF1) {
        best = k;
        bestF1 = f1;
      }
    }
    return best;
  }
}
