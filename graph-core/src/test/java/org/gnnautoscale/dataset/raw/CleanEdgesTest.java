package org.gnnautoscale.dataset.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.junit.jupiter.api.Test;

class CleanEdgesTest {

  private static final Origin ORIGIN = Origin.of(new Path("file:/edges.csv"));
  private static final NodeIds IDS = NodeIds.positions(4, 0);

  @Test
  void cleaningIsCounted() throws IOException {
    CleanEdges edges = CleanEdges.undirected(arcs(0, 1, 0, 1, 0, 1, 1, 0, 2, 2, 2, 2, 3, 1), IDS);

    assertThat(text(edges)).containsExactly("0-1", "3-1");
    assertThat(edges.size()).isEqualTo(2);
    assertThat(edges.selfLoops()).isEqualTo(2);
    assertThat(edges.duplicateEdges()).isEqualTo(2);
    assertThat(edges.addedReverse()).isEqualTo(1);
    assertThat(edges.degrees()).containsExactly(1, 2, 0, 1);
  }

  @Test
  void directedEdgesKeepBothDirections() throws IOException {
    CleanEdges edges = CleanEdges.directed(arcs(0, 1, 1, 0, 1, 0, 3, 1, 2, 2), IDS);

    assertThat(text(edges)).containsExactly("0-1", "1-0", "3-1");
    assertThat(edges.size()).isEqualTo(3);
    assertThat(edges.duplicateEdges()).isEqualTo(1);
    assertThat(edges.addedReverse()).isZero();
    assertThat(edges.degrees()).containsExactly(1, 2, 0, 0);
  }

  @Test
  void weightsOfRepeatsAreAdded() throws IOException {
    EdgeList list = EdgeList.weighted(ORIGIN);
    list.add(0, 2, 5);
    list.add(0, 1, 1);
    list.add(0, 1, 2);
    list.add(1, 0, 3);

    assertThat(text(CleanEdges.undirected(list, IDS))).containsExactly("0-1:3.0", "0-2:5.0");
  }

  @Test
  void directionsWithTwoWeightsAreAnErrorOfAnUndirectedGraph() throws IOException {
    EdgeList list = EdgeList.weighted(ORIGIN);
    list.add(0, 1, 1);
    list.add(1, 0, 2);

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> CleanEdges.undirected(list, IDS))
        .withMessageContaining("different weights")
        .withMessageContaining("0 -> 1 has 1.0")
        .withMessageContaining("1 -> 0 has 2.0")
        .withMessageContaining("--directed");
    assertThat(text(CleanEdges.directed(list, IDS))).containsExactly("0-1:1.0", "1-0:2.0");
  }

  @Test
  void manyEdgesAreThoseOfAPlainSet() throws IOException {
    int nodes = 3000;
    Random random = new Random(1);
    EdgeList list = EdgeList.unweighted(ORIGIN);
    Set<Long> pairs = new HashSet<>();
    Set<Long> arcs = new HashSet<>();
    for (int i = 0; i < 700_000; i++) {
      int src = random.nextInt(nodes);
      int dst = random.nextInt(nodes) * random.nextInt(nodes) / nodes;
      list.add(src, dst);
      if (src != dst) {
        arcs.add((long) src * nodes + dst);
        pairs.add((long) Math.min(src, dst) * nodes + Math.max(src, dst));
      }
    }

    CleanEdges edges = CleanEdges.undirected(list, NodeIds.positions(nodes, 0));

    Set<Long> found = new HashSet<>();
    assertThat(edges.slices()).isEqualTo(2);
    for (int slice = 0; slice < edges.slices(); slice++) {
      edges.forEach(
          slice,
          (src, dst, weight) -> found.add((long) Math.min(src, dst) * nodes + Math.max(src, dst)));
    }
    assertThat(found).isEqualTo(pairs);
    assertThat(edges.size()).isEqualTo(pairs.size());
    assertThat(edges.addedReverse()).isEqualTo(2L * pairs.size() - arcs.size());
  }

  private static EdgeList arcs(int... ends) {
    EdgeList list = EdgeList.unweighted(ORIGIN);
    for (int i = 0; i < ends.length; i += 2) {
      list.add(ends[i], ends[i + 1]);
    }
    return list;
  }

  private static List<String> text(CleanEdges edges) throws IOException {
    List<String> found = new ArrayList<>();
    for (int slice = 0; slice < edges.slices(); slice++) {
      edges.forEach(
          slice,
          (src, dst, weight) ->
              found.add(src + "-" + dst + (edges.isWeighted() ? ":" + weight : "")));
    }
    return found;
  }
}
