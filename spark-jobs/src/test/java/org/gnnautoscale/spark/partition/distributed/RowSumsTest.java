package org.gnnautoscale.spark.partition.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowSumsTest {

  @Test
  void sumsAreThoseOfAMapInTheOrderOfArrival() {
    Random random = new Random(1);
    RowSums sums = new RowSums(100);
    for (int row = 0; row < 50; row++) {
      Map<Integer, Long> expected = new LinkedHashMap<>();
      sums.clear();
      for (int i = 0; i < 100; i++) {
        int label = random.nextInt(1 << 30) & (row % 2 == 0 ? 0x70 : -1);
        int weight = random.nextInt(Integer.MAX_VALUE);
        expected.merge(label, (long) weight, Long::sum);
        sums.add(label, weight);
      }

      Map<Integer, Long> found = new LinkedHashMap<>();
      for (int i = 0; i < sums.size(); i++) {
        found.put(sums.label(i), sums.sum(i));
        assertThat(sums.of(sums.label(i))).isEqualTo(sums.sum(i));
      }
      assertThat(found.toString()).isEqualTo(expected.toString());
    }
  }

  @Test
  void aLabelThatIsNotThereHasASumOfZero() {
    RowSums sums = new RowSums(2);
    sums.add(5, 3);

    assertThat(sums.of(4)).isZero();
  }
}
