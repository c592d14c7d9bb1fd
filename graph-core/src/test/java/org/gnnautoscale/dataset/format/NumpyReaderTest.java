package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gnnautoscale.dataset.numpy.NpyBytes;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path 0 - 1 - 2, with two features a node. */
class NumpyReaderTest {

  @TempDir private Path directory;
  private TinyInput input;

  @BeforeEach
  void writeFiles() throws IOException {
    input =
        new TinyInput(GraphFormat.NUMPY, directory)
            .file("edge_index.npy", NpyBytes.of("<i8", "(2, 2)", 0, 1, 1, 2))
            .file("x.npy", NpyBytes.of("<f4", "(3, 2)", 0, 1, 10, 11, 20, 21))
            .file("y.npy", NpyBytes.of("<i8", "(3,)", 1, 0, -1));
  }

  @Test
  void arraysBecomeAGraph() throws IOException {
    RawGraph graph = input.read();

    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "1-2");
    assertThat(graph.features().values(2)).containsExactly(20, 21);
    assertThat(TinyInput.labels(graph)).containsExactly(1, 0, -1);
    assertThat(graph.splits()).isNull();
  }

  @Test
  void featuresInFortranOrderAreTheSame() throws IOException {
    input.file("x.npy", NpyBytes.fortran("<f8", "(3, 2)", 0, 10, 20, 1, 11, 21));

    assertThat(input.read().features().values(2)).containsExactly(20, 21);
  }

  @Test
  void edgesAloneAreAGraph() throws IOException {
    Files.delete(directory.resolve("x.npy"));
    Files.delete(directory.resolve("y.npy"));

    RawGraph graph = input.read();

    assertThat(graph.ids().size()).isEqualTo(3);
    assertThat(graph.features()).isNull();
  }

  @Test
  void masksBecomeSplits() throws IOException {
    input
        .file("train_mask.npy", NpyBytes.of("|b1", "(3, 2)", 1, 0, 0, 1, 0, 0))
        .file("test_mask.npy", NpyBytes.of("|b1", "(3,)", 0, 0, 0));

    RawGraph graph = input.read();

    assertThat(graph.splits().count()).isEqualTo(2);
    assertThat(TinyInput.roles(graph, 0)).isEqualTo("100");
    assertThat(TinyInput.roles(graph, 1)).isEqualTo("010");
  }

  @Test
  void severalLabelsAreATableOfZeroAndOne() throws IOException {
    input.file("y.npy", NpyBytes.of("<f4", "(3, 3)", 1, 0, 1, 0, 0, 0, 1, 1, 1));
    RawGraph graph = input.read();
    assertThat(graph.labels().isSeveral()).isTrue();
    assertThat(graph.labels().row(0)).containsExactly(1, 0, 1);

    input.file("y.npy", NpyBytes.of("<f4", "(3, 3)", 1, 0, 1, 0, 2, 0, 1, 1, 1));
    input
        .fails()
        .withMessageContaining("a label of several must be 0 or 1")
        .withMessageContaining("row      1")
        .withMessageContaining("column   1")
        .withMessageContaining("value    2.0");
  }

  @Test
  void twoComplementaryColumnsAreTwoClasses() throws IOException {
    input.file("y.npy", NpyBytes.of("<i8", "(3, 2)", 1, 0, 0, 1, 1, 0));

    assertThat(TinyInput.labels(input.read())).containsExactly(0, 1, 0);
  }

  @Test
  void overlappingMasksAreNamed() throws IOException {
    input
        .file("train_mask.npy", NpyBytes.of("|b1", "(3,)", 1, 1, 0))
        .file("val_mask.npy", NpyBytes.of("|b1", "(3,)", 0, 1, 0));

    input
        .fails()
        .withMessageContaining("masks overlap")
        .withMessageContaining("val_mask.npy")
        .withMessageContaining("row      1")
        .withMessageContaining("train and val");
  }

  @Test
  void anUnlabelledNodeInAMaskIsNamed() throws IOException {
    input.file("train_mask.npy", NpyBytes.of("|b1", "(3,)", 0, 0, 1));

    input
        .fails()
        .withMessageContaining("a node without a label is in a split")
        .withMessageContaining("row      2");
  }

  @Test
  void transposedArraysAreRecognised() throws IOException {
    input.file("edge_index.npy", NpyBytes.of("<i8", "(3, 2)", 0, 1, 1, 2, 2, 0));
    input
        .fails()
        .withMessageContaining("looks transposed")
        .withMessageContaining("edge_index.npy")
        .withMessageContaining("expected [2, E]")
        .withMessageContaining("found    [3, 2]");

    input.file("edge_index.npy", NpyBytes.of("<i8", "(2, 1)", 0, 1));
    input.file("x.npy", NpyBytes.of("<f4", "(2, 3)", 0, 1, 2, 3, 4, 5));
    input
        .fails()
        .withMessageContaining("looks transposed")
        .withMessageContaining("x.npy")
        .withMessageContaining("expected [3, F]")
        .withMessageContaining("found    [2, 3]");
  }

  @Test
  void unequalLengthsAreNamed() throws IOException {
    input.file("y.npy", NpyBytes.of("<i8", "(4,)", 1, 0, 1, 0));

    input
        .fails()
        .withMessageContaining("unequal lengths")
        .withMessageContaining("y.npy")
        .withMessageContaining("expected [3]")
        .withMessageContaining("found    [4]");
  }

  @Test
  void endsOfEdgesMustBePositions() throws IOException {
    input.file("edge_index.npy", NpyBytes.of("<i8", "(2, 2)", 0, 1, 1, 3));
    input
        .fails()
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("row      1")
        .withMessageContaining("column   1")
        .withMessageContaining("value    3")
        .withMessageContaining("expected 0 to 2");

    input.file("edge_index.npy", NpyBytes.of("<i8", "(2, 2)", 0, -1, 1, 2));
    input.fails().withMessageContaining("negative id").withMessageContaining("value    -1");

    input.file("edge_index.npy", NpyBytes.of("<f8", "(2, 2)", 0, 1, 0.5, 2));
    input.fails().withMessageContaining("whole number").withMessageContaining("value    0.5");
  }

  @Test
  void featuresMustBeFinite() throws IOException {
    input.file("x.npy", NpyBytes.of("<f4", "(3, 2)", 0, 1, 10, Float.NaN, 20, 21));

    input
        .fails()
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("row      1")
        .withMessageContaining("column   1")
        .withMessageContaining("value    NaN");
  }

  @Test
  void labelsMustBeInRange() throws IOException {
    input.file("y.npy", NpyBytes.of("<i8", "(3,)", 1, -5, 0));

    input
        .fails()
        .withMessageContaining("label is out of range")
        .withMessageContaining("row      1")
        .withMessageContaining("value    -5");
  }

  @Test
  void aDirectoryWithoutEdgesIsNamed() throws IOException {
    Files.delete(directory.resolve("edge_index.npy"));

    input
        .fails()
        .withMessageContaining("there is no such file")
        .withMessageContaining("edge_index.npy");
  }
}
