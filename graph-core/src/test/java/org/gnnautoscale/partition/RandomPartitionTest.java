package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RandomPartitionTest {

  @Test
  void sizesDifferByOneAtMost() {
    int[] size = new int[3];
    for (int part : RandomPartition.partition(11, PartitionOptions.of(3))) {
      size[part]++;
    }

    assertThat(size).containsExactly(4, 4, 3);
  }

  @Test
  void theSeedDecides() {
    PartitionOptions options = PartitionOptions.of(4);

    int[] first = RandomPartition.partition(100, options);

    assertThat(RandomPartition.partition(100, options)).containsExactly(first);
    assertThat(RandomPartition.partition(100, options.withSeed(2))).isNotEqualTo(first);
  }

  @Test
  void morePartsThanNodesIsAnErrorThatTellsBoth() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RandomPartition.partition(3, PartitionOptions.of(4)))
        .withMessage("parts must be at most the number of nodes, 3, got 4");
  }

  @Test
  void optionsOutOfRangeAreErrorsThatTellTheValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartitionOptions.of(0))
        .withMessage("parts must be at least 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartitionOptions.of(2).withImbalance(Double.NaN))
        .withMessage("imbalance must be above 0 and at most 1, got NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PartitionOptions.of(2).withThreads(-1))
        .withMessage("threads must be at least 0, got -1");
  }
}
