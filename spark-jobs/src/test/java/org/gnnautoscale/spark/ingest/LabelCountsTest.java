package org.gnnautoscale.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelCountsTest {

  @Test
  void onlyClassesThatOccurAreListed() {
    LabelCounts one = new LabelCounts();
    one.add(5);
    one.add(2_000_000_000);
    LabelCounts other = new LabelCounts();
    other.add(5);
    one.merge(other);

    assertThat(one.toMap()).isEqualTo(Map.of(5, 2L, 2_000_000_000, 1L));
    assertThat(one.highest()).isEqualTo(2_000_000_000);
  }

  @Test
  void moreClassesThanCanBeListedKeepTheHighestAloneInAnyOrderOfMerging() {
    LabelCounts some = counts(0, LabelCounts.MOST);
    LabelCounts more = counts(LabelCounts.MOST - 1, LabelCounts.MOST + 1);
    assertThat(some.toMap()).hasSize(LabelCounts.MOST);

    LabelCounts there = new LabelCounts();
    there.merge(some);
    there.merge(more);
    LabelCounts back = new LabelCounts();
    back.merge(more);
    back.merge(some);

    assertThat(there.toMap()).isEmpty();
    assertThat(back.toMap()).isEmpty();
    assertThat(there.highest()).isEqualTo(LabelCounts.MOST);
    assertThat(back.highest()).isEqualTo(LabelCounts.MOST);
  }

  private static LabelCounts counts(int from, int to) {
    LabelCounts counts = new LabelCounts();
    for (int label = from; label < to; label++) {
      counts.add(label);
    }
    return counts;
  }
}
