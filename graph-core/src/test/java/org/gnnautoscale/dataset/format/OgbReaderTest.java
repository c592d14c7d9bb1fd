package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path 0 - 1 - 2, with two features a node. */
class OgbReaderTest {

  private static final String FEATURES = "0.5,1\n10,-1e-3\n20,21\n";

  @TempDir private Path directory;
  private TinyInput input;

  @BeforeEach
  void writeFiles() throws IOException {
    input =
        new TinyInput(GraphFormat.OGB, directory)
            .gzip("raw/num-node-list.csv.gz", "3\n")
            .gzip("raw/num-edge-list.csv.gz", "2\n")
            .gzip("raw/edge.csv.gz", "0,1\n1,2\n")
            .gzip("raw/node-feat.csv.gz", FEATURES)
            .gzip("raw/node-label.csv.gz", "1\n0\n2\n")
            .gzip("split/time/train.csv.gz", "1\n")
            .gzip("split/time/valid.csv.gz", "0\n")
            .gzip("split/time/test.csv.gz", "2\n");
  }

  @Test
  void filesBecomeAGraph() throws IOException {
    RawGraph graph = input.read();

    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "1-2");
    assertThat(graph.features().values(1)).containsExactly(10, -1e-3f);
    assertThat(TinyInput.labels(graph)).containsExactly(1, 0, 2);
    assertThat(graph.splits().count()).isEqualTo(1);
    assertThat(TinyInput.roles(graph, 0)).isEqualTo("213");
  }

  @Test
  void featuresAndSplitsMayBeMissingAndFilesBePlain() throws IOException {
    Files.delete(directory.resolve("raw/node-feat.csv.gz"));
    Files.delete(directory.resolve("raw/edge.csv.gz"));
    Files.move(directory.resolve("split"), directory.resolve("other"));
    input.file("raw/edge.csv", "0,1\r\n2,1\r\n");

    RawGraph graph = input.read();

    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "2-1");
    assertThat(graph.features()).isNull();
    assertThat(graph.splits()).isNull();
  }

  @Test
  void eachFolderIsASplit() throws IOException {
    input
        .gzip("split/a/train.csv.gz", "2\n")
        .gzip("split/a/valid.csv.gz", "1\n")
        .gzip("split/a/test.csv.gz", "0\n");

    RawGraph graph = input.read();

    assertThat(TinyInput.roles(graph, 0)).isEqualTo("321");
    assertThat(TinyInput.roles(graph, 1)).isEqualTo("213");
  }

  @Test
  void severalColumnsAreSeveralLabelsAndNanIsNone() throws IOException {
    input.gzip("raw/node-label.csv.gz", "1,0,1\n0,1,0\n0,0,0\n");
    assertThat(input.read().labels().row(0)).containsExactly(1, 0, 1);

    input.gzip("raw/node-label.csv.gz", "1\n0.0\nnan\n").gzip("split/time/test.csv.gz", "2\n");
    input.fails().withMessageContaining("a node without a label is in a split");
  }

  @Test
  void edgesToUnknownNodesAreNamed() throws IOException {
    edges("0,1\n1,3\n")
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("edge.csv.gz")
        .withMessageContaining("row      2")
        .withMessageContaining("column   1")
        .withMessageContaining("value    3");
    edges("0,1\n-1,2\n")
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("value    -1");
    edges("0,1\n1.5,2\n")
        .withMessageContaining("expected a whole number")
        .withMessageContaining("value    1.5")
        .withMessageContaining("parted by commas");
  }

  @Test
  void rowsOfAnotherLengthAreNamed() throws IOException {
    edges("0,1\n1\n")
        .withMessageContaining("a line ends early")
        .withMessageContaining("row      2");
    edges("0,1\n1,\n").withMessageContaining("expected a whole number");
    edges("0,,1\n1,2\n").withMessageContaining("value    (empty) in 0,,1");
    edges("0,1\n1,2,0\n").withMessageContaining("too many columns");
    edges("0,1\n")
        .withMessageContaining("files of one graph have unequal lengths")
        .withMessageContaining("expected 2 edges, as num-edge-list says")
        .withMessageContaining("found    1");
  }

  @Test
  void wrongFeaturesAreNamed() throws IOException {
    features("0,1\n2,nan\n3,4\n")
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("row      1")
        .withMessageContaining("column   1");
    features("0,1\n2,-inf\n3,4\n").withMessageContaining("-Infinity");
    features("0,1\n2\n3,4\n")
        .withMessageContaining("ragged rows")
        .withMessageContaining("row      2")
        .withMessageContaining("expected 2 values")
        .withMessageContaining("found    1 values");
    features("0,1\n\n3,4\n").withMessageContaining("found    0 values");
    features("0,1\n2,x\n3,4\n")
        .withMessageContaining("expected a number")
        .withMessageContaining("value    x");
    features("0,1\n2,3\n")
        .withMessageContaining("expected 3 rows, as num-node-list says")
        .withMessageContaining("found    2");
  }

  @Test
  void wrongLabelsAreNamed() throws IOException {
    labels("0\n-2\n1\n")
        .withMessageContaining("label is out of range")
        .withMessageContaining("row      1")
        .withMessageContaining("value    -2");
    labels("0\n0.5\n1\n").withMessageContaining("a class number has a fraction");
    labels("0,1,1\n0,3,1\n0,1,0\n").withMessageContaining("a label of several must be 0 or 1");
    labels("0\n1\n").withMessageContaining("unequal lengths");
  }

  @Test
  void wrongSplitsAreNamed() throws IOException {
    train("1\n2\n")
        .withMessageContaining("masks overlap")
        .withMessageContaining("test.csv.gz")
        .withMessageContaining("row      1")
        .withMessageContaining("value    2, in train and test");
    train("1\n3\n").withMessageContaining("a split names an unknown node");
    train("1\n1\n").withMessageContaining("a split names a node twice");
    Files.delete(directory.resolve("split/time/valid.csv.gz"));
    train("1\n").withMessageContaining("there is no such file").withMessageContaining("valid");
  }

  @Test
  void severalGraphsAreNamed() throws IOException {
    input.gzip("raw/num-node-list.csv.gz", "3\n4\n");
    input.fails().withMessageContaining("the directory holds several graphs");

    input.gzip("raw/num-node-list.csv.gz", "0\n");
    input.fails().withMessageContaining("too few or too many nodes");
  }

  @Test
  void noTruncatedFileIsRead() throws IOException {
    byte[] whole = TinyInput.gzipped(FEATURES);
    for (int length = 1; length < whole.length; length++) {
      input.file("raw/node-feat.csv.gz", Arrays.copyOf(whole, length));
      input.fails().withMessageContaining("node-feat.csv.gz");
    }
    input.file("raw/node-feat.csv.gz", new byte[0]);
    input.fails().withMessageContaining("the file is empty");
    Files.delete(directory.resolve("raw/node-label.csv.gz"));
    input.fails().withMessageContaining("there is no such file");
  }

  private ThrowableAssertAlternative<?> edges(String text) throws IOException {
    return input.gzip("raw/edge.csv.gz", text).fails();
  }

  private ThrowableAssertAlternative<?> features(String text) throws IOException {
    return input.gzip("raw/node-feat.csv.gz", text).fails();
  }

  private ThrowableAssertAlternative<?> labels(String text) throws IOException {
    return input.gzip("raw/node-label.csv.gz", text).fails();
  }

  private ThrowableAssertAlternative<?> train(String text) throws IOException {
    return input.gzip("split/time/train.csv.gz", text).fails();
  }
}
