package org.gnnautoscale.spark.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The numbers of nodes in a store lead back to the nodes. */
class NodeOrderPropertyTest {

  @Property(tries = 200, seed = "1")
  void everyNumberIsThatOfOneNode(@ForAll("parts") int[] part) {
    NodeOrder order = NodeOrder.of(part, count(part));

    int[] node = inverse(order, part.length);

    for (int dense = 0; dense < part.length; dense++) {
      assertThat(node[order.node(dense)]).isEqualTo(dense);
    }
  }

  @Property(tries = 200, seed = "2")
  void theNumbersOfAPartAscendWithItsNodesFromWhereThePartBeforeEnds(@ForAll("parts") int[] part) {
    int parts = count(part);
    NodeOrder order = NodeOrder.of(part, parts);

    int[] node = inverse(order, part.length);

    int next = 0;
    for (int p = 0; p < parts; p++) {
      assertThat(order.first(p)).isEqualTo(next);
      int[] owned = Arrays.copyOfRange(node, next, next + order.size(p));
      assertThat(owned).isSorted();
      for (int dense : owned) {
        assertThat(part[dense]).isEqualTo(p);
        assertThat(order.part(dense)).isEqualTo(p);
      }
      next += owned.length;
    }
    assertThat(next).isEqualTo(part.length);
  }

  @Provide
  Arbitrary<int[]> parts() {
    return Arbitraries.integers()
        .between(1, 40)
        .flatMap(
            parts ->
                Arbitraries.integers()
                    .between(0, parts - 1)
                    .array(int[].class)
                    .ofMinSize(1)
                    .ofMaxSize(200));
  }

  private static int count(int[] part) {
    return Arrays.stream(part).max().orElse(0) + 1;
  }

  /** Dense id of each number; -1 where no node has it. */
  private static int[] inverse(NodeOrder order, int nodes) {
    int[] node = new int[nodes];
    Arrays.fill(node, -1);
    for (int dense = 0; dense < nodes; dense++) {
      assertThat(node[order.node(dense)]).isEqualTo(-1);
      node[order.node(dense)] = dense;
    }
    return node;
  }
}
