package org.gnnautoscale.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyRowIsVisitedOnceWhenLoopsNest(int threads) {
    AtomicLong sum = new AtomicLong();

    try (Workers workers = Workers.of(threads)) {
      workers.both(
          () -> workers.loop(1000, 7, (slot, from, to) -> add(sum, from, to)),
          () -> workers.loop(1000, 2000, (slot, from, to) -> add(sum, from, to)));
    }

    assertThat(sum.get()).isEqualTo(999 * 1000);
  }

  @Test
  void aFailureOfAChunkReachesTheCallerUnchanged() {
    try (Workers workers = Workers.of(2)) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  workers.loop(
                      10,
                      1,
                      (slot, from, to) -> {
                        throw new IllegalArgumentException("bad row");
                      }))
          .withMessage("bad row");
    }
  }

  private static void add(AtomicLong sum, int from, int to) {
    for (int row = from; row < to; row++) {
      sum.addAndGet(row);
    }
  }
}
