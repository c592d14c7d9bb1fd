package org.gnnautoscale.partition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LimitsTest {

  @Test
  void aPartLiesBetweenHalfOfTheAverageAndTheImbalanceAboveIt() {
    assertThat(Limits.of(1000, 10, 0.03)).isEqualTo(new Limits(10, 103, 50));
  }

  @Test
  void anAverageOfAFewNodesIsRoundedUp() {
    assertThat(Limits.of(21, 10, 0.03)).isEqualTo(new Limits(10, 3, 2));
  }

  @Test
  void nodesAsideLowerTheFloorByWhatEachPartWillGetOfThem() {
    Limits limits = Limits.of(100, 10, 0.03);

    assertThat(limits.withAside(29, 1).floor()).isEqualTo(5 - 2);
    assertThat(limits.withAside(29, 2).floor()).isEqualTo(5 - 4);
    assertThat(limits.withAside(200, 1).floor()).isZero();
  }

  @Test
  void aHeavyNodeAsideLowersNoFloorAsOnePartAloneGetsIt() {
    assertThat(Limits.of(100, 10, 0.03).withAside(1, 40).floor()).isEqualTo(5);
  }
}
