package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

  private static final String NODES =
      "id,label,split,a,b\n7,1,train,0.5,1\n-3,0,val,2,3\n9,-1,,4,5\n";
  private static final String EDGES = "src,dst\n7,-3\n-3,9\n";

  @TempDir private Path directory;
  private TinyInput input;

  @BeforeEach
  void writeFiles() throws IOException {
    input =
        new TinyInput(GraphFormat.CSV, directory).file("nodes.csv", NODES).file("edges.csv", EDGES);
  }

  @Test
  void everyColumnIsRead() throws IOException {
    RawGraph graph = input.read();

    assertThat(graph.ids().isText()).isFalse();
    assertThat(graph.ids().number(1)).isEqualTo(-3);
    assertThat(TinyInput.edges(graph)).containsExactly("7--3", "-3-9");
    assertThat(graph.features().values(1)).containsExactly(2, 3);
    assertThat(TinyInput.labels(graph)).containsExactly(1, 0, -1);
    assertThat(graph.labels().classes()).isEqualTo(2);
    assertThat(TinyInput.roles(graph, 0)).isEqualTo("120");
  }

  @Test
  void idsThatAreNotAllNumbersStayText() throws IOException {
    RawGraph graph =
        input
            .file("nodes.csv", "id\n007\n\"a, \"\"b\"\"\"\n\u00e4\n")
            .file("edges.csv", "dst,src,weight\r\n007,\"a, \"\"b\"\"\",0.5\r\n")
            .read();

    assertThat(graph.ids().isText()).isTrue();
    assertThat(TinyInput.edges(graph)).containsExactly("a, \"b\"-007:0.5");
    assertThat(graph.ids().text(2)).isEqualTo("\u00e4");
    assertThat(graph.features()).isNull();
    assertThat(graph.labels()).isNull();
    assertThat(graph.splits()).isNull();
  }

  @Test
  void textLabelsAreClassesInTheOrderOfTheirNames() throws IOException {
    RawGraph graph = input.file("nodes.csv", "id,label\n7,tree\n-3,bird\n9,\n").read();

    assertThat(TinyInput.labels(graph)).containsExactly(1, 0, -1);
    assertThat(graph.labels().names()).containsExactly("bird", "tree");
  }

  @Test
  void anEdgeToAnUnknownNodeIsNamed() throws IOException {
    input.file("edges.csv", "src,dst\n7,9\n\n7,99\n");

    input
        .fails()
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("edges.csv")
        .withMessageContaining("row      4")
        .withMessageContaining("column   dst")
        .withMessageContaining("value    99")
        .withMessageContaining("fix      add the node to nodes.csv, or remove the edge");
  }

  @Test
  void aNodeThatOccursTwiceIsNamed() throws IOException {
    input.file("nodes.csv", "id\n7\n-3\n7\n");

    input
        .fails()
        .withMessageContaining("a node occurs twice")
        .withMessageContaining("row      4")
        .withMessageContaining("value    7")
        .withMessageContaining("first row 2");
  }

  @Test
  void raggedRowsAreNamed() throws IOException {
    input.file("nodes.csv", "id,a,b\n7,1,2\n-3,1\n");

    input
        .fails()
        .withMessageContaining("ragged rows")
        .withMessageContaining("nodes.csv")
        .withMessageContaining("row      3")
        .withMessageContaining("expected 3 values")
        .withMessageContaining("found    2 values");
  }

  @Test
  void featuresMustBeFiniteNumbers() throws IOException {
    input.file("nodes.csv", "id,a\n7,1\n-3,nan\n");
    input
        .fails()
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("row      3")
        .withMessageContaining("column   a")
        .withMessageContaining("value    nan");

    input.file("nodes.csv", "id,a\n7,-Infinity\n");
    input.fails().withMessageContaining("NaN or infinite");

    input.file("nodes.csv", "id,a\n7,\n");
    input.fails().withMessageContaining("expected a number").withMessageContaining("(empty)");
  }

  @Test
  void aLabelOutOfRangeIsNamed() throws IOException {
    input.file("nodes.csv", "id,label\n7,0\n-3,-2\n9,\n");
    input
        .fails()
        .withMessageContaining("label is out of range")
        .withMessageContaining("row      3")
        .withMessageContaining("value    -2");

    input.file("nodes.csv", "id,label\n7,0.5\n-3,\n9,\n");
    input.fails().withMessageContaining("label is out of range").withMessageContaining("0.5");
  }

  @Test
  void aNodeWithoutALabelMayNotBeInASplit() throws IOException {
    input.file("nodes.csv", "id,label,split\n7,0,train\n-3,,val\n9,0,\n");

    input
        .fails()
        .withMessageContaining("a node without a label is in a split")
        .withMessageContaining("node     -3")
        .withMessageContaining("in val");
  }

  @Test
  void anUnknownSplitIsNamed() throws IOException {
    input.file("nodes.csv", "id,label,split\n7,0,training\n");

    input.fails().withMessageContaining("a split is unknown").withMessageContaining("training");
  }

  @Test
  void aWeightMustBeAFiniteNumberOfAtLeastZero() throws IOException {
    input.file("edges.csv", "src,dst,weight\n7,9,inf\n");
    input
        .fails()
        .withMessageContaining("an edge weight is out of range")
        .withMessageContaining("row      2")
        .withMessageContaining("value    Infinity");

    input.file("edges.csv", "src,dst,weight\n7,9,-1\n");
    input.fails().withMessageContaining("an edge weight is out of range");
  }

  @Test
  void missingEmptyAndTruncatedFilesAreNamed() throws IOException {
    input.file("nodes.csv", "");
    input.fails().withMessageContaining("the file is empty").withMessageContaining("nodes.csv");

    input.file("nodes.csv", "id,label\n7,\"op");
    input.fails().withMessageContaining("the file ends within a quoted value");

    Files.delete(directory.resolve("nodes.csv"));
    input.fails().withMessageContaining("there is no such file").withMessageContaining("nodes.csv");
  }

  @Test
  void aHeaderWithoutItsColumnsIsNamed() throws IOException {
    input.file("edges.csv", "7,9\n");

    input
        .fails()
        .withMessageContaining("the header has no column 'src'")
        .withMessageContaining("expected src,dst[,weight]")
        .withMessageContaining("found    7,9");
  }
}
