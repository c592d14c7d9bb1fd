package org.gnnautoscale.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.SparkFailure;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.TinyGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestJobTest {

  @TempDir Path place;

  @Test
  void theHashIsOfTheContentAndNotOfItsFiles() throws IOException {
    String[] nodes = {"id: 3", "id: 1", "id: 2"};

    String once = hash(new TinyGraph().nodes(nodes).edges("1 2", "3 2"));
    String bothWays =
        hash(new TinyGraph().nodes(nodes).edges("2 1", "1 2", "2 3", "3 2").shuffledOver(3));
    String other = hash(new TinyGraph().nodes(nodes).edges("1 2", "3 1"));

    assertThat(bothWays).isEqualTo(once).startsWith("sha256:");
    assertThat(other).isNotEqualTo(once);
  }

  @Test
  void anEdgeToAnUnknownNodeIsNamedWithFileAndRow() {
    assertBad(new TinyGraph().nodes(2).edges("0 1", "1 99", "77 0"))
        .withMessageContaining("an edge names an unknown node")
        .withMessageContaining("file     edges/part-")
        .withMessageContaining("row      2")
        .withMessageContaining("value    99")
        .withMessageContaining("fix      add the node to nodes, or remove the edge");
  }

  @Test
  void aNodeThatStandsTwiceIsNamedWithBothRows() {
    assertBad(
            new TinyGraph()
                .nodeColumns("id string")
                .edgeColumns("src string, dst string")
                .nodes("id: 'x'", "id: 'y'", "id: 'x'"))
        .withMessageContaining("two nodes have the same id")
        .withMessageContaining("id       x")
        .withMessageContaining("parquet row 1, nodes/part-");
  }

  @Test
  void aMissingIdIsFoundByFileAndRow() {
    assertBad(new TinyGraph().nodes("id: 1", "id: null"))
        .withMessageContaining("a node has no id")
        .withMessageContaining("row      2");
  }

  @Test
  void aFeatureThatIsNoNumberIsNamed() {
    assertBad(
            new TinyGraph()
                .nodeColumns("id bigint, features array<float>")
                .nodes("id: 1, features: [0, 1]", "id: 2, features: [0, NaN]"))
        .withMessageContaining("a feature is not a finite number")
        .withMessageContaining("id       2")
        .withMessageContaining("feature  1")
        .withMessageContaining("value    NaN");
  }

  @Test
  void aMissingFeatureInARowIsNoNumber() {
    assertBad(
            new TinyGraph()
                .nodeColumns("id bigint, features array<float>")
                .nodes("id: 1, features: [null, 1]"))
        .withMessageContaining("a feature is not a finite number");
  }

  @Test
  void raggedRowsAreNamed() {
    assertBad(
            new TinyGraph()
                .nodeColumns("id bigint, features array<float>")
                .nodes("id: 1, features: [1]", "id: 2, features: [1]", "id: 3, features: []"))
        .withMessageContaining("features of a node have another length")
        .withMessageContaining("id       3")
        .withMessageContaining("expected 1 values")
        .withMessageContaining("found    0 values");
  }

  @Test
  void anEdgeWithoutAnEndIsNamed() {
    assertBad(new TinyGraph().nodes(2).edges("0 null"))
        .withMessageContaining("an edge has no source or no destination")
        .withMessageContaining("dst      null")
        .withMessageContaining("row      1");
  }

  @Test
  void aWeightThatIsNoNumberIsNamed() {
    assertBad(
            new TinyGraph()
                .edgeColumns("src bigint, dst bigint, weight float")
                .nodes(2)
                .edges("0 1 NaN"))
        .withMessageContaining("the weight of an edge is not a finite number")
        .withMessageContaining("value    NaN");
  }

  @Test
  void aNegativeWeightIsNamedWithItsRow() {
    assertBad(
            new TinyGraph()
                .edgeColumns("src bigint, dst bigint, weight float")
                .nodes(2)
                .edges("0 1 1", "1 0 -0.5"))
        .withMessageContaining("the weight of an edge is negative")
        .withMessageContaining("row      2")
        .withMessageContaining("value    -0.5");
  }

  @Test
  void anUndirectedEdgeHasOneWeight() {
    assertBad(
            new TinyGraph()
                .edgeColumns("src bigint, dst bigint, weight float")
                .nodes("id: 5", "id: 8")
                .edges("8 5 2", "5 8 3"))
        .withMessageContaining("an undirected edge has two weights")
        .withMessageContaining("src      5")
        .withMessageContaining("weight   3.0")
        .withMessageContaining("back     2.0")
        .withMessageContaining("--directed");
  }

  @Test
  void countsThatDifferFromThoseStatedAreNamed() {
    assertBad(new TinyGraph().description("{\"directed\": false, \"nodes\": 3}").nodes(2))
        .withMessageContaining("the tables hold another number of nodes than stated")
        .withMessageContaining("expected 3")
        .withMessageContaining("found    2");
  }

  @Test
  void aGraphNeedsNodes() {
    assertBad(new TinyGraph()).withMessageContaining("the graph has no nodes");
  }

  @Test
  void aTableThatIsMissingIsNamed() throws IOException {
    new TinyGraph().nodes(2).edges("0 1").write(place);
    Storage.delete(new org.apache.hadoop.fs.Path(place.resolve("edges").toUri()));

    assertBad()
        .withMessageContaining("there is no such table")
        .withMessageContaining(place + "/edges");
  }

  @Test
  void aTruncatedFileIsNamed() throws IOException {
    new TinyGraph().nodes(2).edges("0 1").write(place);
    Path file = parquet("edges");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertBad()
        .withMessageContaining("a table cannot be read as Parquet")
        .withMessageContaining(file.getFileName().toString());
  }

  @Test
  void anEmptyFileIsNamed() throws IOException {
    new TinyGraph().nodes(2).edges("0 1").write(place);
    try (OutputStream empty = Files.newOutputStream(place.resolve("edges/more.parquet"))) {
      assertThat(empty).isNotNull();
    }

    assertBad()
        .withMessageContaining("a file of a table is empty")
        .withMessageContaining("edges/more.parquet");
  }

  @Test
  void aNameWithBracketsIsNoPattern() throws IOException {
    place = Files.createDirectory(place.resolve("g[1]"));
    String bracketed = hash(new TinyGraph().nodes(2).edges("0 1"));
    Path other = Files.createDirectory(place.resolveSibling("g1"));
    new TinyGraph().nodes(3).edges("0 2").write(other);

    assertThat(hash()).isEqualTo(bracketed);
  }

  private Path parquet(String table) throws IOException {
    try (Stream<Path> files = Files.list(place.resolve(table))) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".parquet")).toList();
      assertThat(found).hasSize(1);
      // the checksum beside it is Spark's: without it the damage reaches the reader of Parquet
      Files.deleteIfExists(found.get(0).resolveSibling("." + found.get(0).getFileName() + ".crc"));
      return found.get(0);
    }
  }

  private ThrowableAssertAlternative<BadDataException> assertBad(TinyGraph graph) {
    return assertThatExceptionOfType(BadDataException.class).isThrownBy(() -> hash(graph));
  }

  private ThrowableAssertAlternative<BadDataException> assertBad() {
    return assertThatExceptionOfType(BadDataException.class).isThrownBy(this::hash);
  }

  private String hash(TinyGraph graph) throws IOException {
    graph.write(place);
    return hash();
  }

  private String hash() throws IOException {
    try (Steps steps = new Steps(TestSession.get(), Progress.silent())) {
      IngestJob job = new IngestJob(TestSession.get(), Storage.path(place.toString()), steps);
      return SparkFailure.unwrapped(
          () -> {
            try (IngestedGraph graph = job.run()) {
              return graph.contentHash();
            }
          });
    }
  }
}
