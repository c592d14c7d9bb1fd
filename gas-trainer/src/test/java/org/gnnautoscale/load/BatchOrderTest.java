package org.gnnautoscale.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {

  @Test
  void anEpochVisitsEveryPartOnceAndItsLastBatchMayBeSmaller() {
    BatchOrder order = new BatchOrder(7, 3, 0, 1);

    List<int[]> unions = order.epoch(1);

    assertThat(unions).hasSize(3);
    assertThat(unions.stream().flatMapToInt(Arrays::stream).sorted())
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
    assertThat(unions.get(2)).hasSize(1);
  }

  @Test
  void everyOrderIsEquallyLikely() {
    Map<List<Integer>, Integer> counts = new HashMap<>();
    for (int epoch = 1; epoch <= 6_000; epoch++) {
      counts.merge(order(epoch), 1, Integer::sum);
    }

    assertThat(counts).hasSize(24);
    assertThat(counts.values()).allMatch(count -> count > 170 && count < 330);
  }

  @Test
  void anEpochsDrawsAreNotThoseOfAnEarlierOneShifted() {
    int equal = 0;
    for (int epoch = 1; epoch <= 1_000; epoch++) {
      int laterDraw = order(epoch).indexOf(3);
      int earlierDraw = draws(order(epoch + 2))[1];
      equal += laterDraw % 2 == earlierDraw ? 1 : 0;
    }

    assertThat(equal).isBetween(400, 600);
  }

  /** Four parts, one a batch. */
  private static List<Integer> order(int epoch) {
    return new BatchOrder(4, 1, 0, 5).epoch(epoch).stream().map(union -> union[0]).toList();
  }

  /** The places that a shuffle drew, found by undoing it: part i was put at place draws[i]. */
  private static int[] draws(List<Integer> order) {
    List<Integer> left = new ArrayList<>(order);
    int[] draws = new int[left.size()];
    for (int i : IntStream.iterate(left.size() - 1, i -> i >= 0, i -> i - 1).toArray()) {
      draws[i] = left.indexOf(i);
      left.set(draws[i], left.get(i));
      left.remove(i);
    }
    return draws;
  }
}
