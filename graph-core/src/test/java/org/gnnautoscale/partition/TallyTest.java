package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.gnnautoscale.graph.CsrGraph;
import org.junit.jupiter.api.Test;
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

  @Test
  void theHeaviestLabelIsOneWithRoomAndAmongEqualsTheLightest() {
    Edges star = new Edges();
    for (int leaf = 1; leaf <= 8; leaf++) {
      star.join(0, leaf);
    }
    // one neighbor in the own part, three in part 1, two in parts 2 and 3 each
    Parts parts = new Parts(new int[] {0, 0, 1, 1, 1, 2, 2, 3, 3}, new int[] {2, 9, 5, 4}, 10, 0);
    Tally tally = new Tally(4);
    int n = tally.row(star.graph(9), 0, parts.of);

    assertThat(tally.label[tally.heaviest(n, parts, 9)]).isEqualTo(1);
    assertThat(tally.label[tally.heaviest(n, parts, 8)]).isEqualTo(3);
    assertThat(tally.heaviest(n, parts, 3)).isEqualTo(-1);
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
