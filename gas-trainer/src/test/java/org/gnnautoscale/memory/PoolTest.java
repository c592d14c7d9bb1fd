package org.gnnautoscale.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class PoolTest {

  @Test
  void everyElementIsComputedOnce() {
    try (Pool pool = new Pool(3)) {
      for (int n : new int[] {0, 1, 10, 11, 1_000}) {
        AtomicIntegerArray seen = new AtomicIntegerArray(n);
        pool.run(
            n,
            10,
            (from, to) -> {
              for (int i = (int) from; i < to; i++) {
                seen.incrementAndGet(i);
              }
            });
        for (int i = 0; i < n; i++) {
          assertThat(seen.get(i)).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void manyShortRunsOneAfterTheOtherLoseNothing() {
    try (Pool pool = new Pool(4)) {
      AtomicIntegerArray seen = new AtomicIntegerArray(1);
      for (int i = 0; i < 20_000; i++) {
        pool.run(4, piece -> seen.incrementAndGet(0));
      }

      assertThat(seen.get(0)).isEqualTo(80_000);
    }
  }

  @Test
  void aFailureOfAnyThreadReachesTheCaller() {
    try (Pool pool = new Pool(2)) {
      assertThatThrownBy(
              () ->
                  pool.run(
                      50,
                      piece -> {
                        if (piece == 49) {
                          throw new IllegalArgumentException("piece 49");
                        }
                      }))
          .hasMessage("a computing thread failed")
          .hasRootCauseMessage("piece 49");
    }
  }
}
