package org.gnnautoscale.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The graphs 0 - 1 - 2, 3 - 4 and 5. */
class SidesTest {

  private final Sides sides = new Sides(6);

  SidesTest() {
    sides.join(2, 1);
    sides.join(0, 1);
    sides.join(4, 3);
  }

  @Test
  void aNodeWithoutARoleIsOfTheSideOfThoseItIsJoinedTo() {
    byte[] roles = {0, 0, 1, 0, 3, 0};

    assertThat(sides.mixed(roles)).isEqualTo(-1);
    assertThat(sides.of(roles)).containsExactly(1, 1, 1, 3, 3, 0);
  }

  @Test
  void joinedNodesOfTwoRolesAreMixed() {
    assertThat(sides.mixed(new byte[] {1, 0, 2, 2, 2, 3})).isEqualTo(2);
    assertThat(sides.mixed(new byte[] {1, 1, 1, 2, 3, 3})).isEqualTo(4);
  }

  @Test
  void theEdgesOfAGraphJoin() {
    CsrGraph graph = CsrGraph.ofPairs(4, new long[] {CsrGraph.pair(3, 1), CsrGraph.pair(1, 0)});

    assertThat(Sides.of(graph).of(new byte[] {2, 0, 1, 0})).containsExactly(2, 2, 1, 2);
  }
}
