package org.gnnautoscale.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.dataset.table.ParquetRows;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputExistsException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The path a - b - c, with text ids and labels. */
class GraphImporterTest {

  @TempDir private Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    Files.createDirectory(directory.resolve("in"));
    nodes("id,label,split,f\na,red,train,1\nb,blue,test,2\nc,,,3\n");
    Files.writeString(directory.resolve("in/edges.csv"), "src,dst\na,b\nb,a\nb,c\nc,c\nb,c\n");
  }

  @Test
  void anImportWritesAGraphAndItsCounts() throws IOException {
    GraphSummary summary = run(options());

    assertThat(summary.toMap())
        .containsEntry("name", "in")
        .containsEntry("directed", false)
        .containsEntry("nodes", 3L)
        .containsEntry("edges", 2L)
        .containsEntry("selfLoops", 1L)
        .containsEntry("duplicateEdges", 1L)
        .containsEntry("addedReverse", 1L)
        .containsEntry("features", 1)
        .containsEntry("classes", 2)
        .containsEntry("classNames", List.of("blue", "red"))
        .containsEntry("splits", 1);
    assertThat(GraphDescription.read(path("out"))).isEqualTo(summary.description());
    assertThat(ParquetRows.read(directory.resolve("out/edges"))).hasSize(2);
  }

  @Test
  void aDirectedImportKeepsBothArcs() throws IOException {
    GraphSummary summary = run(options().asDirected());

    assertThat(summary.description().edges()).isEqualTo(3);
    assertThat(summary.description().directed()).isTrue();
    assertThat(summary.description().addedReverse()).isZero();
  }

  @Test
  void graphsWhoseNodesAreAllTrainedOnOrAllTestedAreInductive() throws IOException {
    nodes("id,label,split,f\na,red,train,1\nb,blue,,2\nc,red,test,3\n");
    Files.writeString(directory.resolve("in/edges.csv"), "src,dst\na,b\n");

    GraphSummary summary = run(options());

    assertThat(summary.toMap()).containsEntry("inductive", true);
    assertThat(GraphDescription.read(path("out")).inductive()).isTrue();
  }

  @Test
  void aTestNodeThatIsJoinedToATrainingNodeThroughOthersMakesAGraphTransductive()
      throws IOException {
    nodes("id,label,split,f\na,red,train,1\nb,blue,,2\nc,red,test,3\n");
    Files.writeString(directory.resolve("in/edges.csv"), "src,dst\na,b\nb,c\n");

    assertThat(run(options()).toMap()).containsEntry("inductive", false);
  }

  @Test
  void choicesOfFeaturesAndSplitsAreFollowed() throws IOException {
    GraphSummary summary =
        run(
            options()
                .withFeatures(FeatureChoice.parse("degree"))
                .withSplit(SplitChoice.parse("ratio:50:25:25").times(3)));

    assertThat(summary.description().splits()).isEqualTo(3);
    var nodes = ParquetRows.read(directory.resolve("out/nodes"));
    assertThat(ParquetRows.list(nodes.get(1), "features")).containsExactly(2f);
    assertThat(ParquetRows.list(nodes.get(2), "splits")).containsExactly(0, 0, 0);
  }

  @Test
  void aSplitThatIsNotUsedIsNotChecked() throws IOException {
    nodes("id,label,split\na,red,train\nb,,test\nc,,\n");

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> run(options()))
        .withMessageContaining("a node without a label is in a split")
        .withMessageContaining("--split none");
    assertThat(run(options().withSplit(SplitChoice.NONE)).description().splits()).isZero();
  }

  @Test
  void badInputWritesNothingAndLeavesAnOlderGraph() throws IOException {
    run(options());
    nodes("id\na\nb\n");

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> run(options().withExisting(Existing.OVERWRITE)))
        .withMessageContaining("unknown node");

    assertThat(GraphDescription.read(path("out")).nodes()).isEqualTo(3);
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("in", "out");
    }
  }

  @Test
  void anInputWithoutNodesIsRefusedAndNothingWritten() throws IOException {
    nodes("id\n");
    Files.writeString(directory.resolve("in/edges.csv"), "src,dst\n");

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> run(options()))
        .withMessageContaining("the input has no nodes");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  @Test
  void anOutputIsRefusedBeforeAnythingIsRead() throws IOException {
    run(options());
    nodes("");

    assertThatExceptionOfType(OutputExistsException.class)
        .isThrownBy(() -> run(options()))
        .withMessageContaining("--overwrite");
  }

  @Test
  void formatsAndChoicesThatDoNotExistAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphFormat.parse("xls"))
        .withMessageContaining("unknown format 'xls'")
        .withMessageContaining(
            "planetoid, npz, numpy, csv, snap, metis, musae, gemsec, mat"
                + ", ppi, graphsaint, ogb, wikics");
  }

  private void nodes(String text) throws IOException {
    Files.writeString(directory.resolve("in/nodes.csv"), text);
  }

  private ImportOptions options() throws IOException {
    return ImportOptions.of(GraphFormat.CSV, path("in"), path("out"));
  }

  private org.apache.hadoop.fs.Path path(String name) throws IOException {
    return Storage.path(directory.resolve(name).toString());
  }

  private static GraphSummary run(ImportOptions options) throws IOException {
    return new GraphImporter(options, Progress.silent()).run();
  }
}
