package org.gnnautoscale.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdgeKeyTest {

  private static final int[] IDS = {0, 1, 1 << 30, (1 << 30) + 1, IngestJob.MOST_NODES - 1};

  @Test
  void bothDirectionsOfAnEdgeHaveOneKeyUpToTheHighestId() {
    EdgeKey key = new EdgeKey(false);
    for (int low : IDS) {
      for (int high : IDS) {
        if (low < high) {
          long there = key.of(low, high);
          long back = key.of(high, low);

          assertThat(key.edge(there)).isEqualTo(key.edge(back));
          assertThat(key.isReverse(there)).isFalse();
          assertThat(key.isReverse(back)).isTrue();
          assertThat(key.pair(there)).isEqualTo(key.pair(back)).isEqualTo(pair(low, high));
        }
      }
    }
  }

  @Test
  void anArcOfADirectedGraphIsItsOwnKey() {
    EdgeKey key = new EdgeKey(true);
    int highest = IngestJob.MOST_NODES - 1;

    assertThat(key.pair(key.of(highest, 1 << 30))).isEqualTo(pair(highest, 1 << 30));
    assertThat(key.edge(key.of(1, 0))).isNotEqualTo(key.edge(key.of(0, 1)));
  }

  private static long pair(int first, int second) {
    return ((long) first << 32) | second;
  }
}
