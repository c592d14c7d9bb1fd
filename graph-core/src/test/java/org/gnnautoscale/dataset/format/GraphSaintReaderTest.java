package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.dataset.numpy.NpyBytes;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path 0 - 1 - 2, with two features a node. */
class GraphSaintReaderTest {

  private static final String CLASSES = "{\"1\": 0, \"0\": 1, \"2\": 2}";
  private static final String ROLES = "{\"tr\": [0], \"va\": [2], \"te\": [1]}";

  @TempDir private Path directory;
  private TinyInput input;
  private final Map<String, byte[]> adjacency = new TreeMap<>();

  @BeforeEach
  void writeFiles() throws IOException {
    adjacency.put("data", NpyBytes.of("|b1", "(4,)", 1, 1, 1, 1));
    adjacency.put("indices", NpyBytes.of("<i4", "(4,)", 1, 0, 2, 1));
    adjacency.put("indptr", NpyBytes.of("<i4", "(4,)", 0, 1, 3, 4));
    adjacency.put("shape", NpyBytes.of("<i8", "(2,)", 3, 3));
    adjacency.put("format", format("csr"));
    writeAdjacency();
    input =
        new TinyInput(GraphFormat.GRAPHSAINT, directory)
            .file("feats.npy", NpyBytes.of("<f8", "(3, 2)", 0, 1, 10, 11, 20, 21))
            .file("class_map.json", CLASSES)
            .file("role.json", ROLES);
  }

  @Test
  void filesBecomeAGraph() throws IOException {
    RawGraph graph = input.read();

    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "1-2");
    assertThat(graph.edges().isWeighted()).isFalse();
    assertThat(graph.features().values(1)).containsExactly(10, 11);
    assertThat(TinyInput.labels(graph)).containsExactly(1, 0, 2);
    assertThat(TinyInput.roles(graph, 0)).isEqualTo("132");
  }

  @Test
  void featuresMayBeMissing() throws IOException {
    Files.delete(directory.resolve("feats.npy"));

    assertThat(input.read().features()).isNull();
  }

  @Test
  void listsAreSeveralLabels() throws IOException {
    input.file("class_map.json", "{\"0\": [1, 0, 1], \"2\": [0, 0, 0], \"1\": [0.0, 1.0, 0.0]}");

    RawGraph graph = input.read();

    assertThat(graph.labels().isSeveral()).isTrue();
    assertThat(graph.labels().row(0)).containsExactly(1, 0, 1);
    assertThat(graph.labels().row(1)).containsExactly(0, 1, 0);
  }

  @Test
  void nodesThatTheClassMapDoesNotNameHaveNoLabel() throws IOException {
    input.file("role.json", "{\"tr\": [0], \"va\": [], \"te\": []}");

    input.file("class_map.json", "{\"0\": 1}");
    assertThat(TinyInput.labels(input.read())).containsExactly(1, -1, -1);

    input.file("class_map.json", "{\"0\": [1, 1]}");
    assertThat(input.read().labels().isLabelled(2)).isFalse();

    input.file("role.json", ROLES);
    input.fails().withMessageContaining("a node without a label is in a split");
  }

  @Test
  void wrongLabelsAreNamed() throws IOException {
    classes("{\"0\": -2}")
        .withMessageContaining("label is out of range")
        .withMessageContaining("class_map.json")
        .withMessageContaining("row      0")
        .withMessageContaining("value    -2");
    classes("{\"0\": 0.5}")
        .withMessageContaining("expected a whole number")
        .withMessageContaining("key      /0")
        .withMessageContaining("value    0.5");
    classes("{\"0\": [0, 2, 0]}")
        .withMessageContaining("a label of several must be 0 or 1")
        .withMessageContaining("column   1");
    classes("{\"0\": [0, 1], \"1\": [0]}")
        .withMessageContaining("ragged rows")
        .withMessageContaining("expected 2 labels")
        .withMessageContaining("found    1");
    classes("{\"0\": [0, 1], \"1\": [0, 1, 1]}")
        .withMessageContaining("ragged rows")
        .withMessageContaining("found    more than 2");
    classes("{\"0\": [0, 1], \"1\": 0}").withMessageContaining("others a list of labels");
    classes("{\"0\": 0, \"1\": [0, 1]}").withMessageContaining("others a list of labels");
    classes("{\"0\": \"a\"}").withMessageContaining("expected a class number or a list");
  }

  @Test
  void labelsOfUnknownAndRepeatedNodesAreNamed() throws IOException {
    for (String id : new String[] {"3", "-1", "0.5", "a", "99999999999"}) {
      classes("{\"%s\": 0}".formatted(id))
          .withMessageContaining("a label of an unknown node")
          .withMessageContaining("expected 0 to 2")
          .withMessageContaining("value    " + id);
    }
    classes("{\"0\": 0, \"0\": 1}").withMessageContaining("a node occurs twice");
  }

  @Test
  void wrongRolesAreNamed() throws IOException {
    roles("{\"tr\": [0, 1], \"va\": [1], \"te\": []}")
        .withMessageContaining("masks overlap")
        .withMessageContaining("role.json")
        .withMessageContaining("key      /va/0")
        .withMessageContaining("value    1, in train and val");
    roles("{\"tr\": [0, 0], \"va\": [], \"te\": []}")
        .withMessageContaining("a split names a node twice");
    roles("{\"tr\": [3], \"va\": [], \"te\": []}")
        .withMessageContaining("a split names an unknown node")
        .withMessageContaining("expected 0 to 2")
        .withMessageContaining("value    3");
    roles("{\"tr\": [0.5], \"va\": [], \"te\": []}")
        .withMessageContaining("expected a whole number");
    roles("{\"train\": [0], \"va\": [], \"te\": []}")
        .withMessageContaining("no key 'tr'")
        .withMessageContaining("found    te, train, va");
  }

  @Test
  void wrongAdjacenciesAreNamed() throws IOException {
    adjacency.put("indices", NpyBytes.of("<i4", "(4,)", 1, 0, 3, 1));
    adjacencyFails()
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("array    indices")
        .withMessageContaining("value    3");

    adjacency.put("indices", NpyBytes.of("<i4", "(4,)", 1, 0, -1, 1));
    adjacencyFails().withMessageContaining("negative id");

    adjacency.put("indices", NpyBytes.of("<f8", "(4,)", 1, 0, 1.5, 1));
    adjacencyFails().withMessageContaining("expected a whole number");

    adjacency.put("shape", NpyBytes.of("<i8", "(2,)", 3, 4));
    adjacencyFails().withMessageContaining("not square").withMessageContaining("as indptr has 4");

    adjacency.put("format", format("csc"));
    adjacencyFails()
        .withMessageContaining("not stored by rows")
        .withMessageContaining("found    csc");

    adjacency.remove("indptr");
    adjacency.put("format", format("csr"));
    adjacencyFails()
        .withMessageContaining("an array is missing")
        .withMessageContaining("expected indptr");
  }

  @Test
  void wrongFeaturesAreNamed() throws IOException {
    input.file("feats.npy", NpyBytes.of("<f8", "(3, 1)", 0, Double.NaN, 2));
    input
        .fails()
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("row      1");

    input.file("feats.npy", NpyBytes.of("<f8", "(2, 1)", 0, 1));
    input.fails().withMessageContaining("unequal lengths").withMessageContaining("feats.npy");
  }

  @Test
  void damagedAndMissingFilesAreNamed() throws IOException {
    classes(CLASSES.substring(0, 12)).withMessageContaining("truncated");
    roles("").withMessageContaining("the file is empty").withMessageContaining("role.json");
    Files.delete(directory.resolve("role.json"));
    input.fails().withMessageContaining("there is no such file");
  }

  private ThrowableAssertAlternative<?> classes(String text) throws IOException {
    input.file("role.json", ROLES).file("class_map.json", text);
    return input.fails();
  }

  private ThrowableAssertAlternative<?> roles(String text) throws IOException {
    input.file("class_map.json", CLASSES).file("role.json", text);
    return input.fails();
  }

  private ThrowableAssertAlternative<?> adjacencyFails() throws IOException {
    writeAdjacency();
    return input.fails();
  }

  private void writeAdjacency() throws IOException {
    NpyBytes.zip(directory.resolve("adj_full.npz"), ZipEntry.DEFLATED, adjacency);
  }

  private static byte[] format(String name) {
    return NpyBytes.of(1, "|S3", "False", "()", name.getBytes(StandardCharsets.UTF_8));
  }
}
