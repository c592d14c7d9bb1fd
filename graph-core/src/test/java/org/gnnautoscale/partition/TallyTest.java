package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.gnnautoscale.graph.CsrGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TallyTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 10, 40, 300})
  void rowsOfEveryLengthAddUpByLabel(int degree) {
    int n = degree + 1;
    Edges star = new Edges();
    for (int leaf = 1; leaf < n; leaf++) {
      star.join(0, leaf);
    }
    SplittableRandom random = new SplittableRandom(degree);
    int[] labels = random.ints(n, 0, 6).toArray();
    CsrGraph unit = star.graph(n);
    CsrGraph weighted = unit.withArcWeights(random.ints(2L * degree, 1, 50).toArray());
    Tally tally = new Tally(n);

    assertThat(others(tally, unit, labels)).containsExactlyEntriesOf(plain(unit, labels));
    assertThat(others(tally, weighted, labels)).containsExactlyEntriesOf(plain(weighted, labels));
    assertThat(tally.sum).containsOnly(0);
  }

  private static Map<Integer, Integer> others(Tally tally, CsrGraph graph, int[] labels) {
    int count = tally.row(graph, 0, labels);
    Map<Integer, Integer> found = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      found.put(tally.label[i], tally.total[i]);
    }
    found.put(labels[0], tally.inside);
    return found;
  }

  private static Map<Integer, Integer> plain(CsrGraph graph, int[] labels) {
    Map<Integer, Integer> sums = new LinkedHashMap<>();
    for (int a = graph.rowPtr()[0]; a < graph.rowPtr()[1]; a++) {
      int w = graph.arcWeights() == null ? 1 : graph.arcWeights()[a];
      sums.merge(labels[graph.col()[a]], w, Integer::sum);
    }
    Integer own = sums.remove(labels[0]);
    sums.put(labels[0], own == null ? 0 : own);
    return sums;
  }
}
