package org.gnnautoscale.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.gnnautoscale.SharedData;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.dataset.format.GraphInput;
import org.gnnautoscale.dataset.raw.CleanEdges;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.dataset.table.ParquetRows;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published graphs have the published counts. */
class RealGraphsTest {

  @TempDir private Path directory;

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "planetoid, cora,                                     2708,    5278,     0, 302,      0, 1433, 7",
    "npz,       cora-npz/cora.npz,                        2708,    5278,     0,   0,   5127, 1433, 7",
    "npz,       amazon-photo/amazon_electronics_photo.npz, 7650,  119081,     1,   0,  94500,  745, 8",
    "npz,       coauthor-physics/ms_academic_phy.npz,    34493,  247962,     0,   0,      0, 8415, 5",
    "npz,       tolokers/tolokers.npz,                   11758,  519000,     0,   0, 519000,   10, 2",
    "snap,      web-notredame/web-NotreDame.txt.gz,     325729, 1090108, 27455,   0, 710537,    0, 0",
    "metis,     metis-graphs/4elt.graph,                 15606,   45878,     0,   0,      0,    0, 0",
    "metis,     metis-graphs/astro-ph.graph,             16706,  121251,     0,   0,      0,    0, 0"
  })
  void countsAreThePublishedOnes(
      String format,
      String file,
      int nodes,
      long edges,
      long selfLoops,
      long duplicates,
      long addedReverse,
      int features,
      int classes)
      throws IOException {
    RawGraph graph = read(format, file);

    CleanEdges clean = CleanEdges.undirected(graph.edges(), graph.ids());

    assertThat(graph.ids().size()).isEqualTo(nodes);
    assertThat(clean.size()).isEqualTo(edges);
    assertThat(clean.selfLoops()).isEqualTo(selfLoops);
    assertThat(clean.duplicateEdges()).isEqualTo(duplicates);
    assertThat(clean.addedReverse()).isEqualTo(addedReverse);
    assertThat(graph.features() == null ? 0 : graph.features().width()).isEqualTo(features);
    assertThat(graph.labels() == null ? 0 : graph.labels().classes()).isEqualTo(classes);
  }

  @Test
  void bothFilesOfCoraHaveTheSameClassSizesAndFeatures() throws IOException {
    RawGraph pickled = read("planetoid", "cora");
    RawGraph zipped = read("npz", "cora-npz/cora.npz");

    assertThat(classSizes(pickled)).isEqualTo(classSizes(zipped));
    assertThat(ones(pickled)).isEqualTo(49_216);
    assertThat(ones(zipped)).isEqualTo(49_216);
  }

  @Test
  void coraIsImportedWithItsPublicSplitAndRowsThatAddUpToOne() throws IOException {
    Path input = SharedData.path("cora");
    ImportOptions options =
        ImportOptions.of(GraphFormat.PLANETOID, path(input), path(directory.resolve("cora")))
            .withName("cora");

    GraphSummary summary = new GraphImporter(options, Progress.silent()).run();

    assertThat(summary.description().splits()).isEqualTo(1);
    List<Group> nodes = ParquetRows.read(directory.resolve("cora/nodes"));
    int[] roles = new int[4];
    int[] trainOfClass = new int[7];
    for (Group node : nodes) {
      int role = (Integer) ParquetRows.list(node, "splits").get(0);
      roles[role]++;
      if (role == NodeSplits.TRAIN) {
        trainOfClass[node.getInteger("label", 0)]++;
      }
      double sum = 0;
      for (Object value : ParquetRows.list(node.getGroup("features", 0), "values")) {
        sum += (Float) value;
      }
      assertThat(sum).isBetween(0.9999, 1.0001);
    }
    assertThat(roles).containsExactly(1068, 140, 500, 1000);
    assertThat(trainOfClass).containsOnly(20);
  }

  @Test
  void tolokersHasTenSplitsOfHalfAndQuarters() throws IOException {
    RawGraph graph = read("npz", "tolokers/tolokers.npz");

    assertThat(graph.splits().count()).isEqualTo(10);
    assertThat(classSizes(graph)).containsExactly(2566, 9192);
    int train = 0;
    for (int node = 0; node < 11_758; node++) {
      train += graph.splits().role(9, node) == NodeSplits.TRAIN ? 1 : 0;
    }
    assertThat(train).isEqualTo(5879);
  }

  private static int[] classSizes(RawGraph graph) {
    int[] sizes = new int[graph.labels().classes()];
    for (int node = 0; node < graph.ids().size(); node++) {
      sizes[graph.labels().number(node)]++;
    }
    Arrays.sort(sizes);
    return sizes;
  }

  private static int ones(RawGraph graph) {
    int ones = 0;
    for (int node = 0; node < graph.ids().size(); node++) {
      for (float value : graph.features().values(node)) {
        ones += value == 1 ? 1 : 0;
      }
    }
    return ones;
  }

  private static RawGraph read(String format, String file) throws IOException {
    GraphInput input = GraphInput.of(path(SharedData.path(file)), Progress.silent());
    return GraphFormat.parse(format).reader().read(input);
  }

  private static org.apache.hadoop.fs.Path path(Path file) throws IOException {
    return Storage.path(file.toString());
  }
}
