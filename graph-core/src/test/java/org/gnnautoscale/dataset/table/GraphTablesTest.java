package org.gnnautoscale.dataset.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.gnnautoscale.dataset.raw.EdgeSource;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edges a - b and b - c. */
class GraphTablesTest {

  private static final NodeIds TEXTS = NodeIds.texts(new String[] {"a", "\u00e4", "c"});
  private static final float[][] ROWS = {{0, 1}, {10, 11}, {20, 21}};

  @TempDir private Path directory;

  @Test
  void idsEdgesAndDenseFeaturesComeBack() throws IOException {
    NodeFeatures dense = NodeFeatures.dense(2, node -> ROWS[node]);
    NodeLabels labels = NodeLabels.numbers(new int[] {1, -1, 0}, 2);
    NodeSplits splits = NodeSplits.of(new byte[] {1, 0, 3}, new byte[] {2, 0, 1});

    write(new GraphContent(TEXTS, edges(true), dense, labels, splits, null));

    List<Group> edges = ParquetRows.read(graph().resolve("edges"));
    assertThat(edges).hasSize(2);
    assertThat(edges.get(1).getString("src", 0)).isEqualTo("\u00e4");
    assertThat(edges.get(1).getString("dst", 0)).isEqualTo("c");
    assertThat(edges.get(1).getFloat("weight", 0)).isEqualTo(2.5f);
    List<Group> nodes = ParquetRows.read(graph().resolve("nodes"));
    assertThat(nodes).hasSize(3);
    assertThat(nodes.get(1).getString("id", 0)).isEqualTo("\u00e4");
    assertThat(ParquetRows.list(nodes.get(1), "features")).containsExactly(10f, 11f);
    assertThat(nodes.get(1).getInteger("label", 0)).isEqualTo(-1);
    assertThat(ParquetRows.list(nodes.get(2), "splits")).containsExactly(3, 1);
  }

  @Test
  void sparseFeaturesAndSeveralLabelsComeBack() throws IOException {
    int[][] indices = {{1, 4}, {}, {0}};
    float[][] values = {{5, 6}, {}, {7}};
    NodeFeatures sparse = NodeFeatures.sparse(5, node -> indices[node], node -> values[node]);

    write(
        new GraphContent(
            NodeIds.positions(3, 1),
            edges(false),
            sparse,
            null,
            null,
            NodeFeatures.dense(2, node -> ROWS[node])));

    List<Group> nodes = ParquetRows.read(graph().resolve("nodes"));
    assertThat(nodes.get(0).getLong("id", 0)).isEqualTo(1);
    Group features = nodes.get(0).getGroup("features", 0);
    assertThat(ParquetRows.list(features, "indices")).containsExactly(1, 4);
    assertThat(ParquetRows.list(features, "values")).containsExactly(5f, 6f);
    assertThat(ParquetRows.list(nodes.get(1).getGroup("features", 0), "indices")).isEmpty();
    assertThat(ParquetRows.list(nodes.get(2), "weights")).containsExactly(20f, 21f);
  }

  @Test
  void theTypesAreThoseThatSparkReads() throws IOException {
    NodeFeatures dense = NodeFeatures.dense(2, node -> ROWS[node]);
    NodeSplits splits = NodeSplits.of(new byte[3]);

    write(new GraphContent(TEXTS, edges(false), dense, null, splits, null));

    assertThat(ParquetRows.schema(graph().resolve("edges")).toString())
        .contains("required binary src (STRING)")
        .doesNotContain("weight");
    assertThat(ParquetRows.schema(graph().resolve("nodes")).toString())
        .contains("required binary id (STRING)")
        .containsSubsequence(
            "group features (LIST)", "repeated group list", "required float element")
        .containsSubsequence(
            "group splits (LIST)",
            "repeated group list",
            "required int32 element (INTEGER(8,true))")
        .doesNotContain("label");
  }

  @Test
  void nothingIsLeftBesideTheFiles() throws IOException {
    long bytes = write(new GraphContent(TEXTS, edges(false), null, null, null, null));

    try (var files = Files.walk(directory)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(file -> directory.relativize(file).toString())
              .sorted()
              .toList();
      assertThat(names)
          .containsExactly(
              "graph/edges/part-00000.parquet",
              "graph/graph.json",
              "graph/nodes/part-00000.parquet");
    }
    assertThat(graph().resolve("graph.json")).hasContent("{\n  \"name\" : \"tiny\"\n}");
    assertThat(bytes)
        .isEqualTo(
            Files.size(graph().resolve("graph.json"))
                + Files.size(graph().resolve("edges/part-00000.parquet"))
                + Files.size(graph().resolve("nodes/part-00000.parquet")));
  }

  @Test
  void aFailureLeavesNothing() throws IOException {
    NodeFeatures broken =
        NodeFeatures.dense(
            2,
            node -> {
              throw new IllegalStateException("memory is gone");
            });

    assertThatIllegalStateException()
        .isThrownBy(() -> write(new GraphContent(TEXTS, edges(false), broken, null, null, null)))
        .withMessageContaining("memory is gone");

    assertThat(directory).isEmptyDirectory();
  }

  private long write(GraphContent content) throws IOException {
    return new GraphTables(content, Progress.silent())
        .write(Storage.path(graph().toString()), Existing.REFUSE, Map.of("name", "tiny"));
  }

  private Path graph() {
    return directory.resolve("graph");
  }

  private static EdgeSource edges(boolean weighted) {
    return new EdgeSource() {
      @Override
      public long size() {
        return 2;
      }

      @Override
      public boolean isWeighted() {
        return weighted;
      }

      @Override
      public int slices() {
        return 1;
      }

      @Override
      public void forEach(int slice, Sink sink) throws IOException {
        sink.edge(0, 1, 1);
        sink.edge(1, 2, 2.5f);
      }
    };
  }
}
