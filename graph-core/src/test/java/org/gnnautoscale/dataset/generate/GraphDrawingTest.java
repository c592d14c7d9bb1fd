package org.gnnautoscale.dataset.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.gnnautoscale.dataset.raw.EdgeSource;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.io.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphDrawingTest {

  private static final int EDGES_OF_SEED_1 = 1634132871;
  private static final int FEATURES_OF_SEED_1 = -1438125491;

  /** One class a community, so that labels tell the communities. */
  private static final CommunityOptions TEN =
      CommunityOptions.DEFAULT.withCommunities(10, 0.2).withFeatures(16, 10, 3);

  @ParameterizedTest
  @CsvSource({
    "COMMUNITIES, 2000, 20000",
    "RMAT, 1500, 20000",
    "GRID, 2500, 4900",
    "GEOMETRIC, 2000, 20000",
    "GEOMETRIC, 50, 0",
    "GEOMETRIC, 30, 435",
    "COMMUNITIES, 100, 0"
  })
  void everyKindHasExactlySoManyDistinctPairs(GraphKind kind, int nodes, long edges)
      throws IOException {
    long[] pairs = pairs(draw(kind, nodes, edges, 1).edges());

    assertThat(pairs).hasSize((int) edges);
    assertThat(Arrays.stream(pairs).distinct().count()).isEqualTo(edges);
    for (long pair : pairs) {
      assertThat(pair >>> 32).isBetween(0L, (pair & 0xFFFFFFFFL) - 1);
      assertThat(pair & 0xFFFFFFFFL).isLessThan(nodes);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "COMMUNITIES, 900, 5000",
    "RMAT, 900, 5000",
    "GRID, 900, 1740",
    "GEOMETRIC, 900, 5000"
  })
  void equalSeedsGiveEqualGraphsAndOthersOthers(GraphKind kind, int nodes, long edges)
      throws IOException {
    long[] first = pairs(draw(kind, nodes, edges, 1).edges());

    assertThat(pairs(draw(kind, nodes, edges, 1).edges())).isEqualTo(first);
    assertThat(pairs(draw(kind, nodes, edges, 2).edges())).isNotEqualTo(first);
  }

  @Test
  void theGraphOfASeedIsTheSameOnEveryMachine() throws IOException {
    GeneratedGraph graph = draw(GraphKind.COMMUNITIES, 1000, 5000, 1);

    assertThat(Arrays.hashCode(pairs(graph.edges()))).isEqualTo(EDGES_OF_SEED_1);
    assertThat(Arrays.hashCode(graph.features().values(7))).isEqualTo(FEATURES_OF_SEED_1);
  }

  @Test
  void mixingIsTheShareOfEdgesThatAreNotDrawnWithinACommunity() throws IOException {
    GeneratedGraph graph = draw(GraphKind.COMMUNITIES, 5000, 50_000, 1);
    long[] pairs = pairs(graph.edges());

    long within = Arrays.stream(pairs).filter(pair -> sameClass(graph, pair)).count();

    // 80 % by choice; of the rest, drawn from all nodes, those that fall into the same community
    assertThat((double) within / pairs.length).isBetween(0.8, 0.87);
  }

  @Test
  void superCommunitiesTakeTheirShareOfTheMixing() throws IOException {
    CommunityOptions options = TEN.withCommunities(10, 0.5).withSuperCommunities(2, 0.4);
    GeneratedGraph graph =
        new GraphDrawing(5000, 50_000, 1, Progress.silent()).draw(GraphKind.COMMUNITIES, options);
    long[] pairs = pairs(graph.edges());

    long near = Arrays.stream(pairs).filter(pair -> sameHalf(graph, pair)).count();

    // 50 % in the community, 40 % in the half, and about half of the 10 % from all nodes
    assertThat((double) near / pairs.length).isCloseTo(0.95, within(0.02));
  }

  @Test
  void hubsAndCommunitiesAreUneven() throws IOException {
    GeneratedGraph graph = draw(GraphKind.COMMUNITIES, 5000, 50_000, 1);
    int[] degrees = new int[5000];
    for (long pair : pairs(graph.edges())) {
      degrees[(int) (pair >>> 32)]++;
      degrees[(int) pair]++;
    }
    int[] sizes = new int[10];
    for (int node = 0; node < 5000; node++) {
      sizes[graph.labels().number(node)]++;
    }
    Arrays.sort(sizes);

    assertThat(Arrays.stream(degrees).max().orElseThrow()).isGreaterThan(100);
    assertThat(sizes[9]).isBetween(2 * sizes[0], 11 * sizes[0]);
  }

  @Test
  void idsTellNothingOfTheCommunity() {
    GeneratedGraph graph = draw(GraphKind.COMMUNITIES, 5000, 0, 1);

    int same = 0;
    for (int node = 1; node < 5000; node++) {
      same += graph.labels().number(node) == graph.labels().number(node - 1) ? 1 : 0;
    }

    assertThat(same).isLessThan(5000 / 4);
  }

  @Test
  void theMeanOfAClassIsAsLongAsTheSignal() {
    GeneratedGraph graph = draw(GraphKind.COMMUNITIES, 20_000, 0, 1);
    NodeFeatures features = graph.features();
    double[] sum = new double[16];
    int count = 0;
    for (int node = 0; node < 20_000; node++) {
      if (graph.labels().number(node) == 3) {
        count++;
        for (int i = 0; i < 16; i++) {
          sum[i] += features.values(node)[i];
        }
      }
    }
    double squares = 0;
    for (double value : sum) {
      squares += value / count * (value / count);
    }

    assertThat(Math.sqrt(squares)).isCloseTo(3, within(0.15));
  }

  @Test
  void onlyCommunitiesHaveLabelsAndFeatures() {
    assertThat(draw(GraphKind.RMAT, 100, 200, 1).labels()).isNull();
    assertThat(draw(GraphKind.GEOMETRIC, 100, 200, 1).features()).isNull();
  }

  @Test
  void degreesOfRmatAreHeavyTailedAndThoseOfPointsAreNot() throws IOException {
    assertThat(highestDegree(draw(GraphKind.RMAT, 4096, 40_960, 1))).isGreaterThan(200);
    assertThat(highestDegree(draw(GraphKind.GEOMETRIC, 4096, 40_960, 1))).isLessThan(60);
  }

  @Test
  void aGridMustBeASquareWithItsEdges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draw(GraphKind.GRID, 10, 12, 1))
        .withMessageContaining("a grid is a square")
        .withMessageContaining("9 (3 x 3)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> draw(GraphKind.GRID, 9, 10, 1))
        .withMessageContaining("a grid of 3 x 3 nodes has 12 edges, got --edges 10");
  }

  @Test
  void moreEdgesThanTheCommunitiesHoldAreRefused() {
    CommunityOptions apart = TEN.withCommunities(10, 0);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new GraphDrawing(100, 3000, 1, Progress.silent())
                    .draw(GraphKind.COMMUNITIES, apart))
        .withMessageContaining("no room for 3000 edges");
  }

  private static GeneratedGraph draw(GraphKind kind, int nodes, long edges, long seed) {
    return new GraphDrawing(nodes, edges, seed, Progress.silent()).draw(kind, TEN);
  }

  private static boolean sameClass(GeneratedGraph graph, long pair) {
    return graph.labels().number((int) (pair >>> 32)) == graph.labels().number((int) pair);
  }

  private static boolean sameHalf(GeneratedGraph graph, long pair) {
    return graph.labels().number((int) (pair >>> 32)) / 5 == graph.labels().number((int) pair) / 5;
  }

  private static int highestDegree(GeneratedGraph graph) throws IOException {
    int[] degrees = new int[4096];
    for (long pair : pairs(graph.edges())) {
      degrees[(int) (pair >>> 32)]++;
      degrees[(int) pair]++;
    }
    return Arrays.stream(degrees).max().orElseThrow();
  }

  private static long[] pairs(EdgeSource edges) throws IOException {
    long[] pairs = new long[(int) edges.size()];
    int[] count = new int[1];
    for (int slice = 0; slice < edges.slices(); slice++) {
      edges.forEach(slice, (src, dst, weight) -> pairs[count[0]++] = (long) src << 32 | dst);
    }
    assertThat(count[0]).isEqualTo(pairs.length);
    return pairs;
  }
}
