package org.gnnautoscale.dataset.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.io.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Dwivedi et al. say of CLUSTER, counted on graphs that are found again as components. */
class ClusterGraphsTest {

  private static final GraphCounts COUNTS = new GraphCounts(300, 40, 60);
  private static final int EDGES_OF_SEED_1 = 281090127;

  private static ClusterGraphs drawn;
  private static List<List<Integer>> graphs;

  @BeforeAll
  static void draw() throws IOException {
    drawn = ClusterGraphs.draw(COUNTS, 1, Progress.silent());
    graphs = SeparateGraphs.of(drawn, drawn.nodes());
  }

  @Test
  void allNodesOfAGraphHaveItsRole() {
    NodeSplits splits = drawn.splits();

    assertThat(graphs).hasSize(400);
    assertThat(splits.count()).isEqualTo(1);
    int[] graphsOfRole = new int[4];
    for (List<Integer> graph : graphs) {
      byte role = splits.role(0, graph.get(0));
      graphsOfRole[role]++;
      assertThat(graph.stream().allMatch(node -> splits.role(0, node) == role)).isTrue();
    }
    assertThat(graphsOfRole).containsExactly(0, 300, 40, 60);
  }

  @Test
  void sixCommunitiesHaveSizesThatAreUniformFrom5To34() {
    int[] communitiesOfSize = new int[40];
    for (List<Integer> graph : graphs) {
      for (int size : sizes(graph)) {
        communitiesOfSize[size]++;
      }
    }

    assertThat(Arrays.copyOf(communitiesOfSize, 5)).containsOnly(0);
    assertThat(Arrays.copyOfRange(communitiesOfSize, 35, 40)).containsOnly(0);
    // 2,400 communities over 30 sizes: 80 each, with a standard deviation of 8.8
    for (int size = 5; size <= 34; size++) {
      assertThat(communitiesOfSize[size]).as("communities of size %d", size).isBetween(45, 115);
    }
  }

  @Test
  void pairsAreJoinedWithProbability055WithinACommunityAnd025Between() throws IOException {
    NodeLabels labels = drawn.labels();
    long[] joined = new long[2];
    for (long pair : pairs(drawn)) {
      boolean same = labels.number((int) (pair >>> 32)) == labels.number((int) pair);
      joined[same ? 0 : 1]++;
    }
    double pairsWithin = 0;
    double allPairs = 0;
    for (List<Integer> graph : graphs) {
      pairsWithin += Arrays.stream(sizes(graph)).mapToDouble(size -> size * (size - 1) / 2.0).sum();
      allPairs += graph.size() * (graph.size() - 1) / 2.0;
    }

    // 560,000 and 2,300,000 pairs: standard deviations of 0.0007 and 0.0003
    assertThat(joined[0] / pairsWithin).isCloseTo(0.55, within(0.003));
    assertThat(joined[1] / (allPairs - pairsWithin)).isCloseTo(0.25, within(0.0015));
  }

  @Test
  void meansAreThoseOfThePublishedGraphs() {
    // PyTorch Geometric: 117.2 nodes and 4,303.9 entries, two an edge; sd of a mean of 400: 1.1, 75
    assertThat(drawn.nodes() / 400.0).isCloseTo(117.2, within(3.3));
    assertThat(drawn.size() / 400.0).isCloseTo(2152, within(112.0));
  }

  @Test
  void oneNodeOfEachCommunityTellsItsNumberAndAllOthersTellNothing() {
    for (List<Integer> graph : graphs) {
      int[] telling = new int[7];
      for (int node : graph) {
        int column = column(node);
        telling[column]++;
        if (column > 0) {
          assertThat(drawn.labels().number(node)).isEqualTo(column - 1);
        }
      }
      assertThat(telling).containsExactly(graph.size() - 6, 1, 1, 1, 1, 1, 1);
    }
  }

  @Test
  void pairsAreDistinctAndEverySliceGivesItsOwnAgain() throws IOException {
    long[] pairs = pairs(drawn);

    assertThat(drawn.slices()).isEqualTo(2);
    assertThat(pairs.length).isEqualTo(drawn.size()).isBetween(1 << 19, 2 << 19);
    long[] sorted = pairs.clone();
    Arrays.sort(sorted);
    assertThat(IntStream.range(1, sorted.length).allMatch(i -> sorted[i - 1] < sorted[i])).isTrue();
    assertThat(Arrays.stream(pairs).allMatch(pair -> pair >>> 32 < (pair & 0xFFFFFFFFL))).isTrue();
    assertThat(pairs(drawn)).isEqualTo(pairs);
  }

  @Test
  void idsTellNothingOfTheGraph() {
    int[] graphOf = new int[drawn.nodes()];
    for (int graph = 0; graph < graphs.size(); graph++) {
      for (int node : graphs.get(graph)) {
        graphOf[node] = graph;
      }
    }

    long same =
        IntStream.range(1, graphOf.length).filter(i -> graphOf[i] == graphOf[i - 1]).count();

    assertThat(same).isLessThan(drawn.nodes() / 100);
  }

  @Test
  void equalSeedsGiveEqualGraphsAndOthersOthers() throws IOException {
    GraphCounts few = new GraphCounts(3, 1, 1);
    long[] first = pairs(ClusterGraphs.draw(few, 1, Progress.silent()));

    assertThat(pairs(ClusterGraphs.draw(few, 1, Progress.silent()))).isEqualTo(first);
    assertThat(pairs(ClusterGraphs.draw(few, 2, Progress.silent()))).isNotEqualTo(first);
    assertThat(Arrays.hashCode(first)).as("the same on every machine").isEqualTo(EDGES_OF_SEED_1);
  }

  @Test
  void aRoleMayHaveNoGraphs() throws IOException {
    ClusterGraphs one = ClusterGraphs.draw(new GraphCounts(0, 0, 1), 1, Progress.silent());

    assertThat(SeparateGraphs.of(one, one.nodes())).hasSize(1);
    assertThat(one.splits().role(0, 0)).isEqualTo(NodeSplits.TEST);
  }

  @Test
  void moreGraphsThanNodeNumbersAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ClusterGraphs.draw(new GraphCounts(20_000_000, 1, 0), 1, Progress.silent()))
        .withMessage("graphs must be at most 10526880 in all, got 20000000:1:0");
  }

  /** The column of the only 1 in a row of zeros. */
  private static int column(int node) {
    float[] row = drawn.features().values(node);
    int column = IntStream.range(0, 7).filter(i -> row[i] == 1).findFirst().orElse(0);
    float[] expected = new float[7];
    expected[column] = 1;
    if (!Arrays.equals(row, expected)) {
      throw new AssertionError("no one-hot row: " + Arrays.toString(row));
    }
    return column;
  }

  private static int[] sizes(List<Integer> graph) {
    int[] sizes = new int[ClusterGraphs.CLASSES];
    graph.forEach(node -> sizes[drawn.labels().number(node)]++);
    return sizes;
  }

  private static long[] pairs(ClusterGraphs edges) throws IOException {
    long[] pairs = new long[(int) edges.size()];
    int[] count = new int[1];
    for (int slice = 0; slice < edges.slices(); slice++) {
      edges.forEach(slice, (src, dst, weight) -> pairs[count[0]++] = (long) src << 32 | dst);
    }
    assertThat(count[0]).isEqualTo(pairs.length);
    return pairs;
  }
}
