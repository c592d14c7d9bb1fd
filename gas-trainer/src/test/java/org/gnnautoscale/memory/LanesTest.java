package org.gnnautoscale.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class LanesTest {
  @Test
  void nd4jRuns() {
    assertThat(Nd4j.ones(2, 2).mmul(Nd4j.ones(2, 2)).sumNumber().floatValue()).isEqualTo(8f);
    assertThat(Lanes.floats()).isGreaterThan(1);
  }
}
