package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path 0 - 1 - 2, and a node of its own. */
class GemsecReaderTest {

  @TempDir private Path directory;
  private TinyInput input;

  @BeforeEach
  void writeFiles() throws IOException {
    input =
        new TinyInput(GraphFormat.GEMSEC, directory)
            .file("edges.csv", "node_1,node_2\n0,1\n2,1\n")
            .file(
                "genres.json",
                "{\"0\": [\"R&B\", \"Pop\"], \"1\": [\"Pop\", \"Pop\"], \"2\": [], \"3\": [\"Jazz\"]}")
            .optionFile(SourceOption.TARGET_FILE, "genres.json");
  }

  @Test
  void listsBecomeSeveralLabelsInTheOrderOfTheirTexts() throws IOException {
    RawGraph graph = input.read("edges.csv");

    assertThat(graph.ids().size()).isEqualTo(4);
    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "2-1");
    assertThat(graph.labels().isSeveral()).isTrue();
    assertThat(graph.labels().names()).containsExactly("Jazz", "Pop", "R&B");
    assertThat(graph.labels().row(0)).containsExactly(0, 1, 1);
    assertThat(graph.labels().row(1)).containsExactly(0, 1, 0);
    assertThat(graph.labels().row(2)).containsExactly(0, 0, 0);
    assertThat(graph.labels().row(3)).containsExactly(1, 0, 0);
  }

  @Test
  void edgesAloneAreAGraph() throws IOException {
    RawGraph graph = input.option(SourceOption.TARGET_FILE, null).read("edges.csv");

    assertThat(graph.ids().size()).isEqualTo(3);
    assertThat(graph.labels()).isNull();
  }

  @Test
  void anEdgeToAnUnknownNodeIsNamed() throws IOException {
    input.file("edges.csv", "node_1,node_2\n0,1\n-1,2\n");

    fails()
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("row      3")
        .withMessageContaining("column   node_1")
        .withMessageContaining("value    -1")
        .withMessageContaining("add the node to genres.json");
  }

  @Test
  void wrongLabelsAreNamed() throws IOException {
    genres("{\"0\": [\"Pop\", 3]}")
        .withMessageContaining("something else than expected")
        .withMessageContaining("key      /0/1")
        .withMessageContaining("expected a text, the name of a label")
        .withMessageContaining("value    3");
    genres("{\"0\": [\"\"]}").withMessageContaining("a label is empty");
    genres("{\"0\": \"Pop\"}").withMessageContaining("expected a list of texts");
    genres("{\"0\": [], \"0\": []}")
        .withMessageContaining("a node occurs twice")
        .withMessageContaining("value    0");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    genres("").withMessageContaining("the file is empty");
    genres("{}").withMessageContaining("the file holds no node");
    genres("{\"0\": [\"Pop\"], \"1\"")
        .withMessageContaining("truncated")
        .withMessageContaining("genres.json");
    genres("{\"0\": [\"Po").withMessageContaining("truncated").withMessageContaining("/0/0");
    genres("0: [Pop]").withMessageContaining("no JSON");
  }

  private ThrowableAssertAlternative<?> genres(String text) throws IOException {
    input.file("genres.json", text);
    return fails();
  }

  private ThrowableAssertAlternative<?> fails() {
    return input.fails("edges.csv");
  }
}
