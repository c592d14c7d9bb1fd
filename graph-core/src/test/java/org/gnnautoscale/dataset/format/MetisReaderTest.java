package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetisReaderTest {

  @TempDir private Path directory;
  private TinyInput input;

  @BeforeEach
  void prepare() {
    input = new TinyInput(GraphFormat.METIS, directory);
  }

  @Test
  void idsAreCountedFromOneAndEmptyLinesAreIsolatedNodes() throws IOException {
    RawGraph graph = input.file("a.graph", "% path\n4 2\n2\n1 3\n% here\n2\n\n").read("a.graph");

    assertThat(graph.ids().size()).isEqualTo(4);
    assertThat(TinyInput.edges(graph)).containsExactly("1-2", "2-3");
    assertThat(graph.weights()).isNull();
  }

  @Test
  void sizesAndWeightsAreToldApart() throws IOException {
    RawGraph graph = input.file("a.graph", "2 1 111 2\n9 10 11 2 5\n9 20 21 1 5\n").read("a.graph");

    assertThat(TinyInput.edges(graph)).containsExactly("1-2:5.0");
    assertThat(graph.weights().values(1)).containsExactly(20, 21);
  }

  @Test
  void aNeighborThatIsNoNodeIsNamed() throws IOException {
    input.file("a.graph", "2 1\n2\n3\n");
    input
        .fails("a.graph")
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("row      3")
        .withMessageContaining("value    3")
        .withMessageContaining("expected 1 to 2");

    input.file("a.graph", "2 1\n-2\n1\n");
    input
        .fails("a.graph")
        .withMessageContaining("negative id")
        .withMessageContaining("value    -2");

    input.file("a.graph", "2 1\n1.5\n1\n");
    input
        .fails("a.graph")
        .withMessageContaining("whole number")
        .withMessageContaining("value    1.5");
  }

  @Test
  void missingLinesAndEdgesAreCounted() throws IOException {
    input.file("a.graph", "3 2\n2\n1 3\n");
    input
        .fails("a.graph")
        .withMessageContaining("the file is truncated")
        .withMessageContaining("3 lines")
        .withMessageContaining("found    2");

    input.file("a.graph", "3 2\n2\n1 3\n\n");
    input
        .fails("a.graph")
        .withMessageContaining("number of edges differs")
        .withMessageContaining("4 entries");

    input.file("a.graph", "1 0\n\n1\n");
    input.fails("a.graph").withMessageContaining("more lines than nodes");
  }

  @Test
  void aHeaderThatPromisesMoreThanThereIsTakesNoMemory() throws IOException {
    for (String format : new String[] {"", " 010 1"}) {
      input.file("a.graph", "2000000000 1" + format + "\n2\n1 1\n");
      input
          .fails("a.graph")
          .withMessageContaining("the file is truncated")
          .withMessageContaining("2000000000 lines");
    }
  }

  @Test
  void aWrongHeaderIsNamed() throws IOException {
    input.file("a.graph", "2 1 7\n2\n1\n");
    input
        .fails("a.graph")
        .withMessageContaining("the header is wrong")
        .withMessageContaining("2 1 7");

    input.file("a.graph", "");
    input.fails("a.graph").withMessageContaining("the file is empty");
  }
}
