package org.gnnautoscale.dataset.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

/** The path 0 - 1 - 2. */
class FeatureMakerTest {

  private static final float[][] ROWS = {{1, -3}, {0, 0}, {0, 0.5f}};

  private final RawGraph graph = graph();

  @Test
  void givenFeaturesAreChangedRowByRow() throws IOException {
    assertThat(make("raw").values(0)).containsExactly(1, -3);
    assertThat(make("row-normalized").values(0)).containsExactly(0.25f, -0.75f);
    assertThat(make("row-normalized").values(1)).containsExactly(0, 0);
    assertThat(make("binary").values(2)).containsExactly(0, 1);
  }

  @Test
  void standardizedColumnsHaveMeanZeroAndVarianceOne() throws IOException {
    float[][] rows = {{1, 7}, {2, 7}, {3, 7}};
    RawGraph three =
        graph.withFeatures(NodeFeatures.dense(2, node -> rows[node]), FeatureChoice.RAW);
    float root = (float) Math.sqrt(1.5); // the variance of 1, 2, 3 is 2 / 3

    assertThat(make("standardized", three).values(0)).containsExactly(-root, 0);
    assertThat(make("standardized", three).values(1)).containsExactly(0, 0);
    assertThat(make("standardized", three).values(2)).containsExactly(root, 0);
  }

  @Test
  void sparseFeaturesAreNotStandardized() {
    NodeFeatures sparse =
        NodeFeatures.sparse(2, node -> new int[] {node % 2}, node -> new float[] {1});

    assertThatIllegalArgumentException()
        .isThrownBy(() -> make("standardized", graph.withFeatures(sparse, FeatureChoice.RAW)))
        .withMessage(
            "features 'standardized' need dense features, and those of 'path' are sparse; choose raw, row-normalized or binary");
  }

  @Test
  void degreeIsTheNumberOfNeighbors() throws IOException {
    assertThat(make("degree").width()).isEqualTo(1);
    assertThat(make("degree").values(1)).containsExactly(2);
  }

  @Test
  void randomFeaturesAreTheSameEachTime() throws IOException {
    NodeFeatures random = make("random:5");

    assertThat(random.values(2)).hasSize(5).isEqualTo(make("random:5").values(2));
    assertThat(random.values(2)).isNotEqualTo(random.values(1));
  }

  @Test
  void identityHasOneColumnANode() throws IOException {
    NodeFeatures identity = make("identity");

    assertThat(identity.width()).isEqualTo(3);
    assertThat(identity.indices(2)).containsExactly(2);
    assertThat(identity.values(2)).containsExactly(1);
  }

  @Test
  void whatTheSourceDoesNotHaveCannotBeNormalized() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> make("binary", graph.withFeatures(null, FeatureChoice.RAW)))
        .withMessageContaining("'binary' need a source with features, and 'path' has none");
  }

  @Test
  void choicesAreCheckedWhenTheyAreTyped() {
    assertThat(FeatureChoice.parse("random")).hasToString("random:64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureChoice.parse("random:0"))
        .withMessageContaining("at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FeatureChoice.parse("normalized"))
        .withMessageContaining("got 'normalized'");
  }

  private NodeFeatures make(String choice) throws IOException {
    return make(choice, graph);
  }

  private static NodeFeatures make(String choice, RawGraph graph) throws IOException {
    CleanEdges edges = CleanEdges.undirected(graph.edges(), graph.ids());
    return FeatureMaker.apply(FeatureChoice.parse(choice), graph, edges, 1);
  }

  private static RawGraph graph() {
    EdgeList edges = EdgeList.unweighted(Origin.of(new Path("file:/edges")));
    edges.add(0, 1);
    edges.add(1, 2);
    return RawGraph.plain("path", NodeIds.positions(3, 0), edges)
        .withFeatures(NodeFeatures.dense(2, node -> ROWS[node]), FeatureChoice.RAW);
  }
}
