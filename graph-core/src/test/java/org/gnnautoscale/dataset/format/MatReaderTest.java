package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.dataset.matlab.MatBytes;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path 0 - 1 - 2, whose nodes have the labels {0, 2}, {1} and none. */
class MatReaderTest {

  @TempDir private Path directory;
  private TinyInput input;
  private final MatBytes mat = MatBytes.little();
  private final byte[] path = network(1, 1, 1, 1);
  private final byte[] labels =
      mat.sparse("group", 3, 3, new double[] {0, 1, 0}, new double[] {0, 1, 2, 3}, 1, 1, 1);

  @BeforeEach
  void prepare() {
    input = new TinyInput(GraphFormat.MAT, directory);
  }

  private byte[] network(double... values) {
    return mat.sparse(
        "network", 3, 3, new double[] {1, 0, 2, 1}, new double[] {0, 1, 3, 4}, values);
  }

  @Test
  void matricesBecomeAGraph() throws IOException {
    RawGraph graph = read(path, mat.compressed(labels));

    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "1-2");
    assertThat(graph.edges().isWeighted()).isFalse();
    assertThat(graph.features()).isNull();
    assertThat(graph.labels().isSeveral()).isTrue();
    assertThat(graph.labels().row(0)).containsExactly(1, 0, 1);
    assertThat(graph.labels().row(2)).containsExactly(0, 0, 0);
  }

  @Test
  void theNetworkAloneIsAGraphAndMayBeFullAndWeighted() throws IOException {
    RawGraph graph = read(mat.dense("network", 2, 2, 0, 0.5, 0.5, 0));

    assertThat(TinyInput.edges(graph)).containsExactly("0-1:0.5");
    assertThat(graph.labels()).isNull();
  }

  @Test
  void onesThatNeverShareARowAreClasses() throws IOException {
    RawGraph graph = read(path, mat.dense("group", 3, 2, 0, 1, 0, 1, 0, 0));

    assertThat(TinyInput.labels(graph)).containsExactly(1, 0, -1);
    assertThat(graph.labels().classes()).isEqualTo(2);
  }

  @Test
  void oneColumnHoldsClassNumbers() throws IOException {
    assertThat(TinyInput.labels(read(path, mat.dense("group", 3, 1, 2, -1, 0))))
        .containsExactly(2, -1, 0);
    assertThat(TinyInput.labels(read(path, mat.dense("group", 1, 3, 2, Double.NaN, 0))))
        .containsExactly(2, -1, 0);
  }

  @Test
  void variablesMayHaveOtherNames() throws IOException {
    input
        .option(SourceOption.NETWORK_KEY, "A")
        .option(SourceOption.LABEL_KEY, "y")
        .option(SourceOption.FEATURES_KEY, "x");

    RawGraph graph =
        read(
            mat.dense("A", 2, 2, 0, 1, 0, 0),
            mat.dense("y", 2, 1, 0, 1),
            mat.dense("x", 2, 3, 1, 0, 2, 0, 3, 0));

    assertThat(TinyInput.edges(graph)).containsExactly("1-0");
    assertThat(graph.features().isSparse()).isFalse();
    assertThat(graph.features().values(0)).containsExactly(1, 2, 3);
    assertThat(graph.features().values(1)).containsExactly(0, 0, 0);
    assertThat(graph.usual()).isEqualTo(FeatureChoice.RAW);
  }

  @Test
  void sparseFeaturesStaySparse() throws IOException {
    input.option(SourceOption.FEATURES_KEY, "x");

    RawGraph graph =
        read(
            path,
            mat.sparse("x", 3, 2, new double[] {1, 0, 1}, new double[] {0, 1, 3}, 0.5, 7, -1));

    assertThat(graph.features().width()).isEqualTo(2);
    assertThat(graph.features().indices(1)).containsExactly(0, 1);
    assertThat(graph.features().values(1)).containsExactly(0.5f, -1);
    assertThat(graph.features().indices(2)).isEmpty();
  }

  @Test
  void aVariableThatIsNotThereIsNamedBesideThoseThatAre() throws IOException {
    fails(mat.dense("A", 2, 2, 0, 1, 1, 0))
        .withMessageContaining("the file has no variable 'network'")
        .withMessageContaining("found    A (2 x 2 double)")
        .withMessageContaining("fix      name the variable by --network-key");

    input.option(SourceOption.LABEL_KEY, "labels");
    fails(path, labels)
        .withMessageContaining("no variable 'labels'")
        .withMessageContaining("group (3 x 3 sparse)")
        .withMessageContaining("--label-key");

    input.option(SourceOption.LABEL_KEY, null).option(SourceOption.FEATURES_KEY, "attrb");
    fails(path)
        .withMessageContaining("no variable 'attrb'")
        .withMessageContaining("--features-key");
    fails().withMessageContaining("the file has no variable 'network'");
  }

  @Test
  void theNetworkMustBeSquareAndItsWeightsNumbersFromZero() throws IOException {
    fails(mat.dense("network", 1, 2, 0, 1))
        .withMessageContaining("the adjacency is empty or not square")
        .withMessageContaining("found    network (1 x 2 double)");
    fails(network(1, -1, 1, 1))
        .withMessageContaining("an edge weight is out of range")
        .withMessageContaining("array    network")
        .withMessageContaining("row      0")
        .withMessageContaining("column   1")
        .withMessageContaining("value    -1.0");
    fails(network(1, Double.NaN, 1, 1)).withMessageContaining("an edge weight is out of range");
  }

  @Test
  void wrongLabelsAreNamed() throws IOException {
    fails(path, mat.dense("group", 3, 2, 1, 0, 0.5, 0, 1, 0))
        .withMessageContaining("a label of several must be 0 or 1")
        .withMessageContaining("row      2")
        .withMessageContaining("column   0")
        .withMessageContaining("value    0.5");
    fails(path, mat.dense("group", 3, 1, 0, 1.5, 1))
        .withMessageContaining("a class number has a fraction")
        .withMessageContaining("row      1");
    fails(path, mat.dense("group", 3, 1, 0, -2, 1))
        .withMessageContaining("label is out of range")
        .withMessageContaining("row      1")
        .withMessageContaining("value    -2");
    fails(path, mat.dense("group", 3, 1, 0, Double.POSITIVE_INFINITY, 1))
        .withMessageContaining("label is out of range");
  }

  @Test
  void matricesOfUnequalLengthsAreNamed() throws IOException {
    fails(path, mat.dense("group", 4, 2, 1, 0, 0, 0, 0, 0, 0, 0))
        .withMessageContaining("unequal lengths")
        .withMessageContaining("expected 3 rows, one a node")
        .withMessageContaining("found    group (4 x 2 double)");
    fails(path, mat.dense("group", 2, 3, 1, 0, 0, 0, 0, 0))
        .withMessageContaining("looks transposed");
  }

  @Test
  void featuresMustBeFinite() throws IOException {
    input.option(SourceOption.FEATURES_KEY, "x");

    fails(path, mat.dense("x", 3, 1, 1, Double.NaN, 0))
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("array    x")
        .withMessageContaining("row      1")
        .withMessageContaining("column   0");
    fails(
            path,
            mat.sparse("x", 3, 1, new double[] {2}, new double[] {0, 1}, Double.NEGATIVE_INFINITY))
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("row      2");
  }

  private RawGraph read(byte[]... variables) throws IOException {
    return input.file("g.mat", mat.file(variables)).read("g.mat");
  }

  private ThrowableAssertAlternative<?> fails(byte[]... variables) throws IOException {
    return input.file("g.mat", mat.file(variables)).fails("g.mat");
  }
}
