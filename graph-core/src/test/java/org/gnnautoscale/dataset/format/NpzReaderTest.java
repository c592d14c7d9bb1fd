package org.gnnautoscale.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.dataset.numpy.NpyBytes;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path 0 - 1 - 2 in both layouts. */
class NpzReaderTest {

  @TempDir private Path directory;
  private TinyInput input;
  private final Map<String, byte[]> sparse = new TreeMap<>();
  private final Map<String, byte[]> dense = new TreeMap<>();

  @BeforeEach
  void prepare() {
    input = new TinyInput(GraphFormat.NPZ, directory);
    sparse.put("adj_data", NpyBytes.of("<f4", "(3,)", 1, 1, 1));
    sparse.put("adj_indices", NpyBytes.of("<i4", "(3,)", 1, 2, 0));
    sparse.put("adj_indptr", NpyBytes.of("<i4", "(4,)", 0, 1, 3, 3));
    sparse.put("adj_shape", NpyBytes.of("<i8", "(2,)", 3, 3));
    sparse.put("attr_data", NpyBytes.of("<f4", "(3,)", 5, 6, 7));
    sparse.put("attr_indices", NpyBytes.of("<i4", "(3,)", 3, 1, 0));
    sparse.put("attr_indptr", NpyBytes.of("<i4", "(4,)", 0, 2, 2, 3));
    sparse.put("attr_shape", NpyBytes.of("<i8", "(2,)", 3, 4));
    sparse.put("labels", NpyBytes.of("|i1", "(3,)", 1, 0, -1));
    sparse.put("node_names", NpyBytes.of(1, "|O", "False", "(3,)", new byte[] {1, 2, 3}));
    dense.put("node_features", NpyBytes.of("<f4", "(3, 2)", 0, 1, 10, 11, 20, 21));
    dense.put("node_labels", NpyBytes.of("<i8", "(3,)", 0, 1, 0));
    dense.put("edges", NpyBytes.of("<i8", "(2, 2)", 0, 1, 1, 2));
    dense.put("train_masks", NpyBytes.of("|b1", "(2, 3)", 1, 0, 0, 0, 1, 0));
    dense.put("val_masks", NpyBytes.of("|b1", "(2, 3)", 0, 1, 0, 0, 0, 1));
    dense.put("test_masks", NpyBytes.of("|b1", "(2, 3)", 0, 0, 1, 1, 0, 0));
  }

  @Test
  void theSparseLayoutIsRead() throws IOException {
    RawGraph graph = read(sparse);

    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "1-2");
    assertThat(graph.features().width()).isEqualTo(4);
    assertThat(graph.features().indices(0)).containsExactly(1, 3);
    assertThat(graph.features().values(0)).containsExactly(6, 5);
    assertThat(graph.features().values(1)).isEmpty();
    assertThat(TinyInput.labels(graph)).containsExactly(1, 0, -1);
    assertThat(graph.usual()).isEqualTo(FeatureChoice.BINARY);
  }

  @Test
  void theShapeOfTheFeaturesMayBeWrittenInEitherOrder() throws IOException {
    sparse.put("attr_shape", NpyBytes.of("<i8", "(2,)", 4, 3));

    assertThat(read(sparse).features().width()).isEqualTo(4);
  }

  @Test
  void valuesOtherThanOneAreWeightsAndZeroIsNoEdge() throws IOException {
    sparse.put("adj_data", NpyBytes.of("<f4", "(3,)", 3, 2, 0));

    assertThat(TinyInput.edges(read(sparse))).containsExactly("0-1:3.0", "1-2:2.0");
  }

  @Test
  void classNamesSayHowManyClassesThereAre() throws IOException {
    byte[] two = "a\0\0\0b\0\0\0".getBytes(StandardCharsets.US_ASCII);
    sparse.put("class_names", NpyBytes.of(1, "<U1", "False", "(2,)", two));
    assertThat(read(sparse).labels().classes()).isEqualTo(2);

    sparse.put("labels", NpyBytes.of("|i1", "(3,)", 1, 2, 0));
    fails(sparse)
        .withMessageContaining("label is out of range")
        .withMessageContaining("array    labels")
        .withMessageContaining("row      1")
        .withMessageContaining("expected 0 to 1")
        .withMessageContaining("value    2");
  }

  @Test
  void theDenseLayoutIsRead() throws IOException {
    RawGraph graph = read(dense);

    assertThat(TinyInput.edges(graph)).containsExactly("0-1", "1-2");
    assertThat(graph.features().values(1)).containsExactly(10, 11);
    assertThat(TinyInput.roles(graph, 0)).isEqualTo("123");
    assertThat(TinyInput.roles(graph, 1)).isEqualTo("312");
    assertThat(graph.usual()).isEqualTo(FeatureChoice.RAW);
  }

  @Test
  void wrongArraysOfTheDenseLayoutAreNamed() throws IOException {
    dense.put("edges", NpyBytes.of("<i8", "(2, 3)", 0, 1, 1, 1, 2, 2));
    fails(dense).withMessageContaining("looks transposed").withMessageContaining("array    edges");

    dense.put("edges", NpyBytes.of("<i8", "(1, 2)", 0, 3));
    fails(dense)
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("value    3");

    dense.put("edges", NpyBytes.of("<i8", "(1, 2)", 0, 1));
    dense.put("train_masks", NpyBytes.of("|b1", "(3, 2)", 1, 0, 0, 0, 1, 0));
    fails(dense).withMessageContaining("looks transposed").withMessageContaining("train_masks");
  }

  @Test
  void wrongArraysOfTheSparseLayoutAreNamed() throws IOException {
    sparse.put("adj_indices", NpyBytes.of("<i4", "(3,)", 1, 3, 0));
    fails(sparse)
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("array    adj_indices")
        .withMessageContaining("value    3");

    sparse.put("adj_indices", NpyBytes.of("<i4", "(2,)", 1, 2));
    fails(sparse).withMessageContaining("unequal lengths");

    sparse.put("adj_indices", NpyBytes.of("<i4", "(3,)", 1, 2, 0));
    sparse.put("attr_data", NpyBytes.of("<f4", "(3,)", 5, Float.POSITIVE_INFINITY, 7));
    fails(sparse)
        .withMessageContaining("a feature is NaN or infinite")
        .withMessageContaining("row      0")
        .withMessageContaining("column   1")
        .withMessageContaining("Infinity");

    sparse.remove("attr_indptr");
    fails(sparse).withMessageContaining("an array is missing").withMessageContaining("attr_indptr");
  }

  @Test
  void anUnknownLayoutIsNamedByItsKeys() throws IOException {
    fails(Map.of("foo", NpyBytes.of("<i8", "()", 1)))
        .withMessageContaining("no known layout")
        .withMessageContaining("found    foo");
  }

  private RawGraph read(Map<String, byte[]> arrays) throws IOException {
    NpyBytes.zip(directory.resolve("a.npz"), ZipEntry.DEFLATED, arrays);
    return input.read("a.npz");
  }

  private ThrowableAssertAlternative<?> fails(Map<String, byte[]> arrays) throws IOException {
    NpyBytes.zip(directory.resolve("a.npz"), ZipEntry.DEFLATED, arrays);
    return input.fails("a.npz");
  }
}
