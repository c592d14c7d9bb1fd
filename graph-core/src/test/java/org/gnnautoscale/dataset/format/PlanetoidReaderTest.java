package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gnnautoscale.dataset.GraphImporter;
import org.gnnautoscale.dataset.ImportOptions;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two known nodes 0 and 1, of which 0 trains; test nodes 4 and 2, in this order; node 3 is in the
 * range of the test index but absent from it. Feature f of known node i is 10 i + f + 1, of test
 * row i 100 + 10 i + f.
 */
class PlanetoidReaderTest {

  @TempDir private Path directory;
  private TinyInput input;

  @BeforeEach
  void writeFiles() throws IOException {
    input =
        new TinyInput(GraphFormat.PLANETOID, directory)
            .file("ind.tiny.x", PlanetoidBytes.matrix(2, new float[][] {{1, 2}}))
            .file("ind.tiny.y", PlanetoidBytes.array(new int[][] {{1, 0}}))
            .file("ind.tiny.allx", PlanetoidBytes.matrix(2, new float[][] {{1, 2}, {11, 12}}))
            .file("ind.tiny.ally", PlanetoidBytes.array(new int[][] {{1, 0}, {0, 1}}))
            .file("ind.tiny.tx", PlanetoidBytes.matrix(2, new float[][] {{100, 101}, {110, 111}}))
            .file("ind.tiny.ty", PlanetoidBytes.array(new int[][] {{0, 1}, {1, 0}}))
            .file(
                "ind.tiny.graph",
                PlanetoidBytes.graph(new int[][] {{1, 4}, {0, 2, 2}, {2}, {}, {0}}))
            .file("ind.tiny.test.index", "4\n2\n");
  }

  @Test
  void rowsOfTheTestGoToTheNodesOfTheIndex() throws IOException {
    RawGraph graph = input.read();

    assertThat(graph.name()).isEqualTo("tiny");
    assertThat(graph.ids().size()).isEqualTo(5);
    assertThat(graph.features().values(1)).containsExactly(11, 12);
    assertThat(graph.features().values(4)).containsExactly(100, 101);
    assertThat(graph.features().values(2)).containsExactly(110, 111);
    assertThat(graph.usual()).isEqualTo(FeatureChoice.ROW_NORMALIZED);
    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "0-4", "1-2");
  }

  @Test
  void aNodeThatIsAbsentFromTheIndexHasNothing() throws IOException {
    RawGraph graph = input.read();

    assertThat(graph.features().values(3)).isEmpty();
    assertThat(TinyInput.labels(graph)).containsExactly(0, 1, 0, -1, 1);
    assertThat(TinyInput.roles(graph, 0)).isEqualTo("12303");
  }

  @Test
  void anEdgeToAnUnknownNodeIsNamed() throws IOException {
    input.file("ind.tiny.graph", PlanetoidBytes.graph(new int[][] {{1}, {7}}));
    input
        .fails()
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("ind.tiny.graph")
        .withMessageContaining("neighbors of 1")
        .withMessageContaining("value    7");

    input.file("ind.tiny.graph", PlanetoidBytes.graph(new int[][] {{-1}}));
    input.fails().withMessageContaining("negative id").withMessageContaining("value    -1");
  }

  @Test
  void aTestNodeThatOccursTwiceIsNamed() throws IOException {
    input.file("ind.tiny.test.index", "4\n4\n");

    input
        .fails()
        .withMessageContaining("a node occurs twice")
        .withMessageContaining("row      2")
        .withMessageContaining("first row 1");
  }

  @Test
  void filesOfDifferentSetsAreNamed() throws IOException {
    input.file("ind.tiny.test.index", "4\n");
    input.fails().withMessageContaining("unequal lengths").withMessageContaining("2 lines");

    input.file("ind.tiny.test.index", "4\n1\n");
    input.fails().withMessageContaining("a test node is none").withMessageContaining("value    1");

    input.file("ind.tiny.ty", PlanetoidBytes.array(new int[][] {{0, 1}}));
    input.fails().withMessageContaining("features and labels have unequal lengths");
  }

  @Test
  void labelsMustBeOneHot() throws IOException {
    input.file("ind.tiny.ally", PlanetoidBytes.array(new int[][] {{1, 0}, {1, 1}}));

    input.fails().withMessageContaining("one-hot").withMessageContaining("row      1");
  }

  @Test
  void featuresMustBeFinite() throws IOException {
    input.file("ind.tiny.allx", PlanetoidBytes.matrix(2, new float[][] {{1, 2}, {11, Float.NaN}}));

    input
        .fails()
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("ind.tiny.allx")
        .withMessageContaining("row      1")
        .withMessageContaining("column   1");
  }

  @Test
  void aSetOfAnotherNameListsThoseThatAreThere() throws IOException {
    ImportOptions options =
        ImportOptions.of(
                GraphFormat.PLANETOID,
                Storage.path(directory.toString()),
                Storage.path(directory + "/graph"))
            .withName("tyni");

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> new GraphImporter(options, Progress.silent()).run())
        .withMessageStartingWith(
            "the directory does not hold the Planetoid data set 'tyni'\n  file     ")
        .withMessageContaining("\n  found    tiny\n")
        .withMessageEndingWith("say which one with --name, e.g. --name tiny");
  }

  @Test
  void theSetMustBeThere() throws IOException {
    Files.delete(directory.resolve("ind.tiny.graph"));

    input.fails().withMessageContaining("no Planetoid data sets").withMessageContaining("--name");
  }
}
