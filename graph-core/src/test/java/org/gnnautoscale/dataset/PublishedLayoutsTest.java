package org.gnnautoscale.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.gnnautoscale.SharedData;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.dataset.format.GraphInput;
import org.gnnautoscale.dataset.format.SourceOption;
import org.gnnautoscale.dataset.format.SourceOptions;
import org.gnnautoscale.dataset.raw.CleanEdges;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.Test;

/** Published graphs in layouts of their publishers' own have the published counts. */
class PublishedLayoutsTest {

  private static final SourceOptions NONE = SourceOptions.none();

  @Test
  void facebookPagesHaveWordsAndFourClasses() throws IOException {
    RawGraph graph =
        read(
            GraphFormat.MUSAE,
            "facebook-pagepage/facebook_edges.csv",
            NONE.with(SourceOption.FEATURES_FILE, file("facebook-pagepage/facebook.json"))
                .with(SourceOption.TARGET_FILE, file("facebook-pagepage/facebook_target.csv"))
                .with(SourceOption.LABEL_COLUMN, "page_type"));

    CleanEdges edges = CleanEdges.undirected(graph.edges(), graph.ids());
    assertThat(graph.ids().size()).isEqualTo(22_470);
    assertThat(edges.size()).isEqualTo(170_823);
    assertThat(edges.selfLoops()).isEqualTo(179);
    assertThat(edges.duplicateEdges()).isZero();
    assertThat(graph.features().width()).isEqualTo(4714);
    assertThat(entries(graph)).isEqualTo(314_583);
    assertThat(graph.labels().names())
        .containsExactly("company", "government", "politician", "tvshow");
    assertThat(classSizes(graph)).containsExactly(6495, 6880, 5768, 3327);
  }

  @Test
  void listenersInRomaniaLikeSixGenresEach() throws IOException {
    RawGraph graph =
        read(
            GraphFormat.GEMSEC,
            "deezer-ro/RO_edges.csv",
            NONE.with(SourceOption.TARGET_FILE, file("deezer-ro/RO_genres.json")));

    CleanEdges edges = CleanEdges.undirected(graph.edges(), graph.ids());
    assertThat(graph.ids().size()).isEqualTo(41_773);
    assertThat(edges.size()).isEqualTo(125_826);
    assertThat(edges.selfLoops()).isZero();
    assertThat(graph.labels().classes()).isEqualTo(84);
    assertThat(labels(graph) / 41_773.0).isBetween(5.95, 6.05);
  }

  @Test
  void bloggersHaveThirtyNineGroupsAndNoFeatures() throws IOException {
    RawGraph graph = read(GraphFormat.MAT, "blogcatalog/blogcatalog.mat", NONE);

    CleanEdges edges = CleanEdges.undirected(graph.edges(), graph.ids());
    assertThat(graph.ids().size()).isEqualTo(10_312);
    assertThat(graph.edges().size()).isEqualTo(667_966);
    assertThat(edges.size()).isEqualTo(333_983);
    assertThat(edges.addedReverse()).isZero();
    assertThat(edges.isWeighted()).isFalse();
    assertThat(graph.features()).isNull();
    assertThat(graph.labels().classes()).isEqualTo(39);
    assertThat(labels(graph)).isEqualTo(14_476);
  }

  @Test
  void circuitsAreGraphsToTrainValidateAndTestWith() throws IOException {
    RawGraph graph = read(GraphFormat.PPI, "ota-circuits", NONE);

    CleanEdges edges = CleanEdges.undirected(graph.edges(), graph.ids());
    assertThat(graph.ids().size()).isEqualTo(38_132);
    assertThat(graph.ids().text(25_582)).isEqualTo("valid:0");
    assertThat(edges.size()).isEqualTo(49_153);
    assertThat(edges.isWeighted()).isTrue();
    assertThat(graph.features().width()).isEqualTo(15);
    assertThat(graph.labels().isSeveral()).isFalse();
    assertThat(graph.labels().classes()).isEqualTo(2);
    assertThat(roleSizes(graph)).containsExactly(0, 25_582, 4278, 8272);
  }

  @Test
  void layoutsDerivedFromTolokersAreTheSameGraph() throws IOException {
    RawGraph npz = read(GraphFormat.NPZ, "tolokers/tolokers.npz", NONE);

    RawGraph saint = read(GraphFormat.GRAPHSAINT, "derived/tolokers-graphsaint", NONE);
    requireSame(saint, npz);
    assertThat(roleSizes(saint)).containsExactly(0, 5879, 2939, 2940);
    requireSameRoles(saint, npz);

    RawGraph ogb = read(GraphFormat.OGB, "derived/tolokers-ogb", NONE);
    requireSame(ogb, npz);
    assertThat(roleSizes(ogb)).containsExactly(0, 5879, 2939, 2940);
    requireSameRoles(ogb, npz);
  }

  @Test
  void theLayoutOfWikiCsHasHalfOfTheValidationNodesForStopping() throws IOException {
    RawGraph npz = read(GraphFormat.NPZ, "tolokers/tolokers.npz", NONE);

    RawGraph wikics = read(GraphFormat.WIKICS, "derived/tolokers-wikics", NONE);

    requireSame(wikics, npz);
    assertThat(wikics.splits().count()).isEqualTo(1);
    int[] sizes = roleSizes(wikics);
    assertThat(sizes[1]).isEqualTo(5879);
    assertThat(sizes[0] + sizes[2]).isEqualTo(2939);
    assertThat(sizes[2]).isBetween(1469, 1470);
    assertThat(sizes[3]).isEqualTo(2940);
  }

  private static void requireSame(RawGraph found, RawGraph expected) throws IOException {
    assertThat(found.ids().size()).isEqualTo(expected.ids().size());
    assertThat(arcs(found)).isEqualTo(arcs(expected));
    assertThat(found.features().width()).isEqualTo(expected.features().width());
    assertThat(found.labels().classes()).isEqualTo(expected.labels().classes());
    for (int node = 0; node < expected.ids().size(); node++) {
      assertThat(found.labels().number(node)).isEqualTo(expected.labels().number(node));
      assertThat(Arrays.equals(found.features().values(node), expected.features().values(node)))
          .as("features of node %d", node)
          .isTrue();
    }
  }

  private static void requireSameRoles(RawGraph found, RawGraph expected) {
    for (int node = 0; node < expected.ids().size(); node++) {
      assertThat(found.splits().role(0, node)).isEqualTo(expected.splits().role(0, node));
    }
  }

  /** Each edge once, sorted. */
  private static long[] arcs(RawGraph graph) throws IOException {
    CleanEdges edges = CleanEdges.undirected(graph.edges(), graph.ids());
    long[] arcs = new long[Math.toIntExact(edges.size())];
    int[] count = {0};
    for (int slice = 0; slice < edges.slices(); slice++) {
      edges.forEach(
          slice,
          (src, dst, weight) ->
              arcs[count[0]++] = (long) Math.min(src, dst) << 32 | Math.max(src, dst));
    }
    Arrays.sort(arcs);
    return arcs;
  }

  private static int[] roleSizes(RawGraph graph) {
    int[] sizes = new int[4];
    for (int node = 0; node < graph.ids().size(); node++) {
      sizes[graph.splits().role(0, node)]++;
    }
    return sizes;
  }

  private static int[] classSizes(RawGraph graph) {
    int[] sizes = new int[graph.labels().classes()];
    for (int node = 0; node < graph.ids().size(); node++) {
      sizes[graph.labels().number(node)]++;
    }
    return sizes;
  }

  private static long entries(RawGraph graph) {
    long entries = 0;
    for (int node = 0; node < graph.ids().size(); node++) {
      entries += graph.features().indices(node).length;
    }
    return entries;
  }

  private static long labels(RawGraph graph) {
    double labels = 0;
    for (int node = 0; node < graph.ids().size(); node++) {
      for (float label : graph.labels().row(node)) {
        labels += label;
      }
    }
    return Math.round(labels);
  }

  private static RawGraph read(GraphFormat format, String input, SourceOptions options)
      throws IOException {
    return format.reader().read(GraphInput.of(path(input), Progress.silent()).with(options));
  }

  private static String file(String name) {
    return SharedData.path(name).toString();
  }

  private static org.apache.hadoop.fs.Path path(String name) throws IOException {
    Path file = SharedData.path(name);
    return Storage.path(file.toString());
  }
}
