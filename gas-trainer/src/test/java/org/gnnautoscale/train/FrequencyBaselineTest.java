package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrequencyBaselineTest {

  private static final int TRAIN = 1;
  private static final int TEST = 3;

  @TempDir Path folder;

  @Test
  void ofOneLabelItIsTheShareOfTheMostFrequentClass() throws Exception {
    TinyGraph tiny = TinyGraph.plan().nodes(200).draw();

    Map<Metric, Double> scores = scores(tiny, 1);

    int most =
        IntStream.range(0, 3)
            .boxed()
            .max(Comparator.comparing(c -> nodes(tiny, TRAIN, c)))
            .orElseThrow();
    double share = (double) nodes(tiny, TEST, most) / members(tiny, TEST, 1).length;
    assertThat(scores).containsOnlyKeys(Metric.ACCURACY, Metric.MACRO_F1);
    assertThat(scores.get(Metric.ACCURACY)).isEqualTo(share);
    // of the class that is said of all nodes precision is its share and recall is 1
    assertThat(scores.get(Metric.MACRO_F1)).isCloseTo(2 * share / (1 + share) / 3, within(1e-12));
  }

  @Test
  void ofSeveralLabelsNoOtherSetIsBetterOnTheTrainingNodes() throws Exception {
    TinyGraph tiny = TinyGraph.plan().nodes(200).multiLabel().draw();

    Map<Metric, Double> scores = scores(tiny, 0);

    List<Integer> sets = IntStream.range(1, 8).boxed().toList(); // bit c: label c is said
    int best =
        sets.stream().max(Comparator.comparing(set -> microF1(tiny, TRAIN, set))).orElseThrow();
    assertThat(scores).containsOnlyKeys(Metric.MICRO_F1, Metric.MACRO_F1);
    assertThat(scores.get(Metric.MICRO_F1)).isEqualTo(microF1(tiny, TEST, best));
  }

  @Test
  void withoutTrainingNodesThereIsNone() throws Exception {
    assertThat(scores(TinyGraph.plan().untrained().draw(), 0)).isEmpty();
  }

  private Map<Metric, Double> scores(TinyGraph tiny, int split) throws Exception {
    try (GraphData graph = GraphData.load(tiny.write(folder), Progress.silent())) {
      return new FrequencyBaseline(graph, split).scores();
    }
  }

  private static double microF1(TinyGraph tiny, int role, int set) {
    double hits = 0;
    double both = 0; // labels said and labels there
    for (int v : members(tiny, role, 0)) {
      for (int c = 0; c < 3; c++) {
        boolean said = (set >> c & 1) == 1;
        boolean there = tiny.labels[v][c] > 0;
        hits += said && there ? 1 : 0;
        both += (said ? 1 : 0) + (there ? 1 : 0);
      }
    }
    return 2 * hits / both;
  }

  private static long nodes(TinyGraph tiny, int role, int type) {
    return Arrays.stream(members(tiny, role, 1)).filter(v -> tiny.label[v] == type).count();
  }

  /** Nodes of a role that have a label. */
  private static int[] members(TinyGraph tiny, int role, int split) {
    return IntStream.range(0, tiny.nodes)
        .filter(v -> tiny.split[split][v] == role && tiny.label[v] >= 0)
        .toArray();
  }
}
