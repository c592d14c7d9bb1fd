package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.dataset.numpy.NpyBytes;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** To train the graphs 0 - 1 and 2, to validate 0 - 1, to test the node 0. */
class PpiReaderTest {

  private static final String TRAIN =
      """
      {"directed": false, "multigraph": false, "graph": {},
       "nodes": [{"id": 0, "ports": [1]}, {"id": 1}, {"type": "net", "id": 2}],
       "links": [{"source": 0, "target": 1}]}
      """;

  @TempDir private Path directory;
  private TinyInput input;

  @BeforeEach
  void writeFiles() throws IOException {
    input =
        new TinyInput(GraphFormat.PPI, directory)
            .file("train_graph.json", TRAIN)
            .file("train_graph_id.npy", NpyBytes.of("<i8", "(3,)", 1, 1, 2))
            .file("train_feats.npy", NpyBytes.of("<f8", "(3, 1)", 0, 1, 2))
            .file("train_labels.npy", NpyBytes.of("<i8", "(3, 2)", 1, 0, 0, 1, 1, 0))
            .file(
                "valid_graph.json",
                "{\"links\": [{\"target\": 0, \"source\": 1}], \"nodes\": [{\"id\": 1}, {\"id\": 0}]}")
            .file("valid_feats.npy", NpyBytes.of("<f8", "(2, 1)", 10, 11))
            .file("valid_labels.npy", NpyBytes.of("<f4", "(2, 2)", 0, 1, 1, 0))
            .file("test_graph.json", "{\"nodes\": [{\"id\": 0}], \"edges\": []}")
            .file("test_feats.npy", NpyBytes.of("<f8", "(1, 1)", 20))
            .file("test_labels.npy", NpyBytes.of("<i8", "(1, 2)", 0, 1));
  }

  @Test
  void threeSetsBecomeOneGraph() throws IOException {
    RawGraph graph = input.read();

    assertThat(graph.ids().text(2)).isEqualTo("train:2");
    assertThat(TinyInput.edges(graph)).containsExactly("train:0-train:1", "valid:1-valid:0");
    assertThat(graph.features().values(4)).containsExactly(11);
    assertThat(TinyInput.labels(graph)).containsExactly(0, 1, 0, 1, 0, 1);
    assertThat(TinyInput.roles(graph, 0)).isEqualTo("111223");
  }

  @Test
  void weightsOfLinksAreThoseOfEdgesUnlessAllAreOne() throws IOException {
    train(
        "\"nodes\": [{\"id\": 0}, {\"id\": 1}, {\"id\": 2}], "
            + "\"links\": [{\"weight\": 4, \"source\": 0, \"target\": 1}]");
    assertThat(TinyInput.edges(input.read()))
        .containsExactly("train:0-train:1:4.0", "valid:1-valid:0:1.0");

    train(
        "\"nodes\": [{\"id\": 0}, {\"id\": 1}, {\"id\": 2}], "
            + "\"links\": [{\"weight\": 1, \"source\": 0, \"target\": 1}]");
    assertThat(input.read().edges().isWeighted()).isFalse();
  }

  @Test
  void columnsThatAreNotComplementaryAreSeveralLabels() throws IOException {
    input.file("test_labels.npy", NpyBytes.of("<i8", "(1, 2)", 1, 1));

    assertThat(input.read().labels().isSeveral()).isTrue();
  }

  @Test
  void filesMayBeginWithTheName() throws IOException {
    for (String set : new String[] {"train", "valid", "test"}) {
      for (String part : new String[] {"_graph.json", "_feats.npy", "_labels.npy"}) {
        Files.move(directory.resolve(set + part), directory.resolve("ota_" + set + part));
      }
    }
    GraphInput named =
        new GraphInput(
            Storage.path(directory.toString()),
            "ota",
            false,
            SourceOptions.none(),
            Progress.silent());

    assertThat(new PpiReader().read(named).ids().size()).isEqualTo(6);
    input.fails().withMessageContaining("there is no such file").withMessageContaining("train");
  }

  @Test
  void linksToUnknownNodesAreNamed() throws IOException {
    links("{\"source\": 0, \"target\": 1}, {\"source\": 0, \"target\": 3}")
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("train_graph.json")
        .withMessageContaining("array    links")
        .withMessageContaining("row      1")
        .withMessageContaining("expected 0 to 2")
        .withMessageContaining("value    3");
    links("{\"source\": -1, \"target\": 1}")
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("key      /links/0/source");
    links("{\"source\": 0.5, \"target\": 1}")
        .withMessageContaining("expected a whole number")
        .withMessageContaining("value    0.5");
    links("{\"source\": 2147483639, \"target\": 1}").withMessageContaining("unknown node");
    links("{\"source\": 0}").withMessageContaining("a link has no target");
    links("[0, 1]").withMessageContaining("expected a link, an object with source and target");
  }

  @Test
  void linksAndTheirWeightsAreChecked() throws IOException {
    links("{\"source\": 0, \"target\": 2}")
        .withMessageContaining("a link joins nodes of two graphs")
        .withMessageContaining("value    0 in graph 1, 2 in graph 2");
    links("{\"source\": 0, \"target\": 1, \"weight\": NaN}")
        .withMessageContaining("an edge weight is out of range")
        .withMessageContaining("key      /links/0/weight");
    links("{\"source\": 0, \"target\": 1, \"weight\": -1}")
        .withMessageContaining("an edge weight is out of range");
  }

  @Test
  void nodesMustBePositions() throws IOException {
    nodes("{\"id\": 0}, {\"id\": 1}, {\"id\": 1}")
        .withMessageContaining("a node occurs twice")
        .withMessageContaining("array    nodes")
        .withMessageContaining("row      2")
        .withMessageContaining("value    1");
    nodes("{\"id\": 0}, {\"id\": 1}, {\"id\": 3}")
        .withMessageContaining("a node has an id that is no position")
        .withMessageContaining("value    3");
    nodes("{\"id\": -1}").withMessageContaining("a node has an id that is no position");
    nodes("{\"id\": \"a\"}").withMessageContaining("expected a node id");
    nodes("{\"name\": 0}").withMessageContaining("a node has no id");
  }

  @Test
  void arraysOfUnequalLengthsAreNamed() throws IOException {
    input.file("valid_feats.npy", NpyBytes.of("<f8", "(1, 1)", 10));
    input.fails().withMessageContaining("unequal lengths").withMessageContaining("valid_feats.npy");

    input.file("valid_feats.npy", NpyBytes.of("<f8", "(2, 2)", 10, 11, 12, 13));
    input.fails().withMessageContaining("expected [2, 1], as in train");

    input.file("train_graph_id.npy", NpyBytes.of("<i8", "(2,)", 1, 1));
    input
        .fails()
        .withMessageContaining("unequal lengths")
        .withMessageContaining("train_graph_id.npy");
  }

  @Test
  void wrongValuesOfArraysAreNamed() throws IOException {
    input.file("valid_labels.npy", NpyBytes.of("<f4", "(2, 2)", 0, 1, 2, 0));
    input
        .fails()
        .withMessageContaining("a label of several must be 0 or 1")
        .withMessageContaining("valid_labels.npy")
        .withMessageContaining("row      1");

    input.file("valid_feats.npy", NpyBytes.of("<f8", "(2, 1)", 10, Double.NaN));
    input
        .fails()
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("valid_feats.npy")
        .withMessageContaining("row      1");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    for (int length = 1; length < TRAIN.strip().length(); length += 5) {
      input.file("train_graph.json", TRAIN.substring(0, length));
      input.fails().withMessageContaining("truncated");
    }
    input.file("train_graph.json", "{\"nodes\": [], \"arcs\": []}");
    input
        .fails()
        .withMessageContaining("no key 'links'")
        .withMessageContaining("found    arcs, nodes");
    input.file("train_graph.json", "");
    input.fails().withMessageContaining("the file is empty");
  }

  private ThrowableAssertAlternative<?> links(String links) throws IOException {
    train("\"links\": [%s], \"nodes\": [{\"id\": 0}, {\"id\": 1}, {\"id\": 2}]".formatted(links));
    return input.fails();
  }

  private ThrowableAssertAlternative<?> nodes(String nodes) throws IOException {
    train("\"links\": [], \"nodes\": [%s]".formatted(nodes));
    return input.fails();
  }

  private void train(String keys) throws IOException {
    input.file("train_graph.json", "{" + keys + "}");
  }
}
