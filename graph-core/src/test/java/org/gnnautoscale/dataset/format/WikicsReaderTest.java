package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path 0 - 1 - 2 - 3, with two features a node and two splits. */
class WikicsReaderTest {

  @TempDir private Path directory;
  private TinyInput input;
  private final Map<String, String> keys = new LinkedHashMap<>();

  @BeforeEach
  void prepare() {
    input = new TinyInput(GraphFormat.WIKICS, directory);
    keys.put("links", "[[1], [0, 2], [3], []]");
    keys.put("features", "[[0.5, 1], [10, 11], [20, 21], [30, 31]]");
    keys.put("labels", "[1, 0, 2, 1]");
    keys.put("train_masks", "[[true, false, false, false], [false, true, false, false]]");
    keys.put("stopping_masks", "[[false, true, false, false], [true, false, false, false]]");
    keys.put("val_masks", "[[false, false, true, false], [false, false, true, false]]");
    keys.put("test_mask", "[false, false, false, true]");
    keys.put("node_names", "{\"a\": [1]}");
  }

  @Test
  void arraysBecomeAGraphAndStoppingMasksNoSet() throws IOException {
    RawGraph graph = read();

    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "1-2", "2-3");
    assertThat(graph.features().values(0)).containsExactly(0.5f, 1);
    assertThat(TinyInput.labels(graph)).containsExactly(1, 0, 2, 1);
    assertThat(graph.splits().count()).isEqualTo(2);
    assertThat(TinyInput.roles(graph, 0)).isEqualTo("1023");
    assertThat(TinyInput.roles(graph, 1)).isEqualTo("0123");
  }

  @Test
  void otherMasksMayChooseTheBestEpoch() throws IOException {
    input.option(SourceOption.VAL_KEY, "stopping_masks");

    assertThat(TinyInput.roles(read(), 0)).isEqualTo("1203");
    assertThat(TinyInput.roles(read(), 1)).isEqualTo("2103");

    input.option(SourceOption.VAL_KEY, "stop_masks");
    fails().withMessageContaining("the JSON object has no key 'stop_masks'");
  }

  @Test
  void aSingleMaskNeedNoListAroundIt() throws IOException {
    keys.put("train_masks", "[1, 0, 0, 0]");
    keys.put("val_masks", "[[false, true, false, false]]");

    assertThat(TinyInput.roles(read(), 0)).isEqualTo("1203");
  }

  @Test
  void aMissingKeyIsNamedBesideThoseThatAreThere() throws IOException {
    keys.put("label", keys.remove("labels"));

    fails()
        .withMessageContaining("the JSON object has no key 'labels'")
        .withMessageContaining(
            "expected features, labels, links, train_masks, val_masks, test_mask")
        .withMessageContaining("found    features, label, links");
  }

  @Test
  void linksToUnknownNodesAreNamed() throws IOException {
    failsWith("links", "[[1], [0, 4], [3], []]")
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("array    links")
        .withMessageContaining("row      1")
        .withMessageContaining("expected 0 to 3")
        .withMessageContaining("value    4");
    failsWith("links", "[[1], [-1], [3], []]")
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("key      /links/1/0")
        .withMessageContaining("value    -1");
    failsWith("links", "[[1], [0.5], [3], []]").withMessageContaining("expected a whole number");
    failsWith("links", "[[1], 2, [3], []]")
        .withMessageContaining("something else than expected")
        .withMessageContaining("key      /links/1");
  }

  @Test
  void wrongFeaturesAreNamed() throws IOException {
    failsWith("features", "[[0, 1], [10, NaN], [20, 21], [30, 31]]")
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("array    features")
        .withMessageContaining("row      1")
        .withMessageContaining("column   1");
    failsWith("features", "[[0, 1], [10, -Infinity], [20, 21], [30, 31]]")
        .withMessageContaining("a feature is NaN or infinite");
    failsWith("features", "[[0, 1], [10], [20, 21], [30, 31]]")
        .withMessageContaining("ragged rows")
        .withMessageContaining("key      /features/1")
        .withMessageContaining("expected 2 values");
    failsWith("features", "[[0, 1], [10, null], [20, 21], [30, 31]]")
        .withMessageContaining("expected a number, a feature")
        .withMessageContaining("value    null");
  }

  @Test
  void wrongLabelsAreNamed() throws IOException {
    failsWith("labels", "[1, -2, 0, 0]")
        .withMessageContaining("label is out of range")
        .withMessageContaining("array    labels")
        .withMessageContaining("row      1")
        .withMessageContaining("value    -2");
    failsWith("labels", "[1, 0.5, 0, 0]")
        .withMessageContaining("expected a whole number")
        .withMessageContaining("key      /labels/1");
    failsWith("labels", "[1, 0, 0, -1]")
        .withMessageContaining("a node without a label is in a split");
  }

  @Test
  void arraysOfUnequalLengthsAreNamed() throws IOException {
    failsWith("links", "[[1], [0]]")
        .withMessageContaining("unequal lengths")
        .withMessageContaining("array    links")
        .withMessageContaining("expected 4 rows, as there are labels")
        .withMessageContaining("found    2");
    failsWith("features", "[[1], [0]]").withMessageContaining("array    features");
    failsWith("test_mask", "[true]")
        .withMessageContaining("array    test_mask")
        .withMessageContaining("expected 4 booleans");
    failsWith("val_masks", "[[true, false, false, false], [true, false, false, false], [true]]")
        .withMessageContaining("array    train_masks")
        .withMessageContaining("expected 3 masks, as there are splits")
        .withMessageContaining("found    2");
  }

  @Test
  void overlappingMasksAreNamed() throws IOException {
    failsWith("val_masks", "[[false, false, true, false], [false, true, false, false]]")
        .withMessageContaining("masks overlap")
        .withMessageContaining("array    val_masks")
        .withMessageContaining("row      1")
        .withMessageContaining("split    1")
        .withMessageContaining("value    train and val");
    failsWith("test_mask", "[false, false, 2, true]")
        .withMessageContaining("expected true or false for each node")
        .withMessageContaining("value    2");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    String whole = json();
    for (int length = 1; length < whole.length(); length += 7) {
      input.file("data.json", whole.substring(0, length));
      input.fails().withMessageContaining("truncated");
    }
    input.file("data.json", "");
    input.fails().withMessageContaining("the file is empty");
    input.file("data.json", "{\"labels\": [], \"labels\": []}");
    input.fails().withMessageContaining("a key occurs twice").withMessageContaining("labels");
    Files.delete(directory.resolve("data.json"));
    input.fails().withMessageContaining("there is no such file");
  }

  private String json() {
    return keys.entrySet().stream()
        .map(key -> "\"%s\": %s".formatted(key.getKey(), key.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private RawGraph read() throws IOException {
    return input.file("data.json", json()).read();
  }

  private ThrowableAssertAlternative<?> fails() throws IOException {
    return input.file("data.json", json()).fails();
  }

  private ThrowableAssertAlternative<?> failsWith(String key, String value) throws IOException {
    String right = keys.put(key, value);
    ThrowableAssertAlternative<?> failure = fails();
    keys.put(key, right);
    return failure;
  }
}
