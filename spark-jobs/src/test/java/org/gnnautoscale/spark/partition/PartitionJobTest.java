package org.gnnautoscale.spark.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputExistsException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.DriverHeap;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.TinyGraph;
import org.gnnautoscale.spark.partition.distributed.Budget;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartReader;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionJobTest {

  /** Two triangles joined by the edge 2 - 3. */
  private static final String[] TRIANGLES = {"0 1", "1 2", "2 0", "3 4", "4 5", "5 3", "2 3"};

  @TempDir Path place;

  @Test
  void anUndirectedEdgeIsAnArcInTheRowsOfBothItsEnds() throws IOException {
    Manifest manifest = partition(new TinyGraph().nodes(4).edges("0 1", "1 2"), 1);

    try (PartReader part = part(manifest, 0)) {
      assertThat(part.longs("rowPtr")).containsExactly(0, 1, 3, 4, 4);
      assertThat(part.ints("col")).containsExactly(1, 0, 2, 1);
      assertThat(part.longs("halo")).isEmpty();
      assertThat(part.longs("id")).containsExactly(0, 1, 2, 3);
    }
    assertThat(manifest.graph().edges()).isEqualTo(2);
    assertThat(manifest.graph().arcs()).isEqualTo(4);
  }

  @Test
  void aDirectedEdgeIsAnArcInTheRowOfItsDestination() throws IOException {
    Manifest manifest =
        partition(new TinyGraph().directed().nodes(3).edges("0 1", "1 0", "0 2"), 1);

    try (PartReader part = part(manifest, 0)) {
      assertThat(part.longs("rowPtr")).containsExactly(0, 1, 2, 3);
      assertThat(part.ints("col")).containsExactly(1, 0, 0);
    }
    assertThat(manifest.graph().edges()).isEqualTo(3);
    assertThat(manifest.graph().directed()).isTrue();
  }

  @Test
  void twoTrianglesAreCutAtTheEdgeThatJoinsThem() throws IOException {
    Manifest manifest = partition(new TinyGraph().nodes(6).edges(TRIANGLES), 2);

    assertThat(manifest.cut().cut()).isEqualTo(1);
    assertThat(manifest.cut().halo()).isEqualTo(2);
    assertThat(manifest.cut().balance()).isEqualTo(1);
    assertThat(manifest.cut().smallest()).isEqualTo(1);
  }

  @Test
  void aGraphPastTheDriversBudgetIsPartedOnSpark() throws IOException {
    var unused = new TinyGraph().nodes(6).edges(TRIANGLES).write(place.resolve("graph"));
    PartitionConfig config = config(2).withBudget(new Budget(5, 100));

    PartitionJob.Result result =
        new PartitionJob(TestSession.get(), config, Progress.silent()).run();

    assertThat(result.manifest().cut().cut()).isEqualTo(1);
    assertThat(result.manifest().settings())
        .containsEntry("driverNodes", 5)
        .containsEntry("driverEdges", 100L);
    assertThat(result.toMap().get("rounds"))
        .asInstanceOf(LIST)
        .first()
        .asInstanceOf(MAP)
        .containsEntry("phase", "rows")
        .containsEntry("nodes", 6L)
        .containsEntry("edges", 7L);
    assertThat(files()).noneMatch(name -> name.contains("levels"));
  }

  @Test
  void aBudgetOfLessThanTwoNodesAPartIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> config(3).withBudget(new Budget(5, 100)))
        .withMessage("driver-nodes must be at least twice the parts, 6, got 5");
  }

  @Test
  void partsAndHalosTogetherAreTheGraph() throws IOException {
    TinyGraph graph = new TinyGraph().nodes(6).edges(TRIANGLES);

    Manifest manifest = partition(graph, config(3).withMethod(PartitionMethod.RANDOM));

    assertThat(neighbors(manifest))
        .isEqualTo(
            Map.of(
                0L, Set.of(1L, 2L),
                1L, Set.of(0L, 2L),
                2L, Set.of(0L, 1L, 3L),
                3L, Set.of(2L, 4L, 5L),
                4L, Set.of(3L, 5L),
                5L, Set.of(3L, 4L)));
    Store.open(output()).verify(Progress.silent());
  }

  @Test
  void textIdsAreKeptInTheOrderOfTheirBytes() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .nodeColumns("id string")
            .edgeColumns("src string, dst string")
            .nodes("id: 'b'", "id: 'ä'", "id: 'a10'", "id: 'a9'")
            .edges("'b' 'ä'", "'a9' 'b'");

    Manifest manifest = partition(graph, 1);

    try (PartReader part = part(manifest, 0)) {
      assertThat(part.ids()).containsExactly("a10", "a9", "b", "ä");
      assertThat(part.longs("rowPtr")).containsExactly(0, 0, 1, 3, 4);
      assertThat(part.ints("col")).containsExactly(2, 1, 3, 2);
    }
    assertThat(manifest.graph().textIds()).isTrue();
  }

  @Test
  void numbersWithGapsAreKept() throws IOException {
    TinyGraph graph =
        new TinyGraph().nodes("id: 9000000000", "id: -5", "id: 7").edges("7 9000000000", "-5 7");

    Manifest manifest = partition(graph, 1);

    try (PartReader part = part(manifest, 0)) {
      assertThat(part.ids()).containsExactly(-5L, 7L, 9000000000L);
      assertThat(part.ints("col")).containsExactly(1, 0, 2, 1);
    }
  }

  @Test
  void loopsRepeatsAndMissingReversesAreCounted() throws IOException {
    TinyGraph graph =
        new TinyGraph().nodes(3).edges("0 0", "1 1", "0 1", "0 1", "0 1", "1 0", "1 2", "1 2");

    Manifest manifest = partition(graph, 1);

    assertThat(manifest.graph().edges()).isEqualTo(2);
    assertThat(manifest.cleaning())
        .containsEntry("selfLoops", 2L)
        .containsEntry("duplicateEdges", 3L)
        .containsEntry("addedReverse", 1L);
  }

  @Test
  void countsOfAnImportAreKeptAsAnImportListsEachEdgeOnce() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .description(
                "{'directed': false, 'name': 'tiny', 'nodes': 2, 'edges': 1, 'cleaning':"
                        .replace('\'', '"')
                    + " {\"selfLoops\": 4, \"duplicateEdges\": 3, \"addedReverse\": 0}}")
            .nodes(2)
            .edges("0 1");

    Manifest manifest = partition(graph, 1);

    assertThat(manifest.graph().name()).isEqualTo("tiny");
    assertThat(manifest.cleaning())
        .containsEntry("selfLoops", 4L)
        .containsEntry("duplicateEdges", 3L)
        .containsEntry("addedReverse", 0L);
  }

  @Test
  void weightsOfRepeatsAddUpAndStandWithBothArcs() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .edgeColumns("src bigint, dst bigint, weight double")
            .nodes(3)
            .edges("0 1 0.5", "0 1 0.25", "1 0 0.75", "2 1 4");

    Manifest manifest = partition(graph, 1);

    try (PartReader part = part(manifest, 0)) {
      assertThat(part.ints("col")).containsExactly(1, 0, 2, 1);
      assertThat(part.floats("weight")).containsExactly(0.75f, 0.75f, 4, 4);
    }
  }

  @Test
  void weightsFollowTheirArcsIntoPartsAndAreCutWithThem() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .directed()
            .edgeColumns("src bigint, dst bigint, weight float")
            .nodes(3)
            .edges("0 1 1", "1 2 2", "2 0 4", "2 1 8");

    Manifest manifest = partition(graph, config(3).withMethod(PartitionMethod.RANDOM));

    assertThat(manifest.cut().cut()).isEqualTo(4);
    assertThat(manifest.cut().weightedCut()).isEqualTo(15);
    Map<Long, Map<Long, Float>> weights = new TreeMap<>();
    forEachArc(
        manifest,
        (row, col, weight) -> weights.computeIfAbsent(row, r -> new TreeMap<>()).put(col, weight));
    assertThat(weights)
        .isEqualTo(Map.of(0L, Map.of(2L, 4f), 1L, Map.of(0L, 1f, 2L, 8f), 2L, Map.of(1L, 2f)));
  }

  @Test
  void featuresLabelsAndSplitsFollowTheirNodes() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .nodeColumns("id int, features array<float>, label int, splits array<tinyint>")
            .nodes(
                "id: 2, features: [20, 21], label: 1, splits: [3, 1]",
                "id: 0, features: [0, 1], label: 0, splits: [1, 2]",
                "id: 1, features: null, label: null, splits: null")
            .edges("0 1");

    Manifest manifest = partition(graph, 1);

    try (PartReader part = part(manifest, 0)) {
      assertThat(part.longs("id")).containsExactly(0, 1, 2);
      assertThat(part.floats("features")).containsExactly(0, 1, 0, 0, 20, 21);
      assertThat(part.ints("label")).containsExactly(0, -1, 1);
      assertThat(part.bytes("split")).containsExactly(1, 2, 0, 0, 3, 1);
    }
    assertThat(manifest.graph().features()).isEqualTo(2);
    assertThat(manifest.graph().classes()).isEqualTo(2);
    assertThat(manifest.graph().splits()).isEqualTo(2);
  }

  @Test
  void sparseFeaturesAreRowsOfAscendingIndices() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .nodeColumns("id bigint, features struct<indices: array<int>, values: array<float>>")
            .nodes(
                "id: 0, features: {indices: [6, 2], values: [60, 20]}",
                "id: 1, features: {indices: [], values: []}",
                "id: 2, features: {indices: [1], values: [10]}")
            .edges("0 1");

    Manifest manifest = partition(graph, 1);

    try (PartReader part = part(manifest, 0)) {
      assertThat(part.longs("featurePtr")).containsExactly(0, 2, 2, 3);
      assertThat(part.ints("featureIndex")).containsExactly(2, 6, 1);
      assertThat(part.floats("featureValue")).containsExactly(20, 60, 10);
    }
    assertThat(manifest.graph().features()).isEqualTo(7);
    assertThat(manifest.graph().sparseFeatures()).isTrue();
  }

  @Test
  void severalLabelsAreZerosAndOnesAndNoneIsNan() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .nodeColumns("id bigint, labels array<float>")
            .nodes("id: 0, labels: [1, 0, 1]", "id: 1, labels: null")
            .edges("0 1");

    Manifest manifest = partition(graph, 1);

    try (PartReader part = part(manifest, 0)) {
      assertThat(part.floats("labels")).containsExactly(1, 0, 1, Float.NaN, Float.NaN, Float.NaN);
    }
    assertThat(manifest.graph().multiLabel()).isTrue();
    assertThat(manifest.graph().classes()).isEqualTo(3);
  }

  @Test
  void aGraphOfIdsAloneHasNoFeaturesLabelsOrSplits() throws IOException {
    Manifest manifest = partition(new TinyGraph().nodes(3), 3);

    assertThat(manifest.graph().edges()).isZero();
    assertThat(manifest.graph().features()).isZero();
    assertThat(manifest.graph().classes()).isZero();
    assertThat(manifest.graph().splits()).isZero();
    Store.open(output()).verify(Progress.silent());
  }

  @Test
  void theSameGraphGivesTheSamePartsWhateverItsFilesAndTheOrderOfItsRows() throws IOException {
    Manifest one = partition(featured(), 2);
    Manifest other =
        new PartitionJob(
                TestSession.get(),
                PartitionConfig.of(
                    featured().shuffledOver(3).write(place.resolve("other")),
                    Storage.path(place.resolve("other-store").toString()),
                    2),
                Progress.silent())
            .run()
            .manifest();

    assertThat(other.contentHash()).isEqualTo(one.contentHash());
    assertThat(other.sourceHash()).isEqualTo(one.sourceHash());
  }

  @Test
  void aChangedFeatureChangesBothHashes() throws IOException {
    Manifest one = partition(featured(), 2);

    Manifest other = partition(featured().nodes("id: 9, features: [7]"), 2);

    assertThat(other.contentHash()).isNotEqualTo(one.contentHash());
    assertThat(other.sourceHash()).isNotEqualTo(one.sourceHash());
  }

  private static TinyGraph featured() {
    TinyGraph graph = new TinyGraph().nodeColumns("id bigint, features array<float>");
    for (int id = 0; id < 6; id++) {
      graph.nodes("id: %d, features: [%d]".formatted(id, 10 * id));
    }
    return graph.edges(TRIANGLES);
  }

  @Test
  void anExistingStoreIsRefusedAndLeftAlone() throws IOException {
    TinyGraph graph = new TinyGraph().nodes(3).edges("0 1");
    Manifest first = partition(graph, 1);

    assertThatExceptionOfType(OutputExistsException.class)
        .isThrownBy(() -> partition(graph, config(3).withExisting(Existing.REFUSE)))
        .withMessageContaining("holds a store");
    assertThat(Store.open(output()).manifest().contentHash()).isEqualTo(first.contentHash());
  }

  @Test
  void overwritingLeavesNoFilesOfTheOldStore() throws IOException {
    TinyGraph graph = new TinyGraph().nodes(3).edges("0 1");
    Manifest first = partition(graph, 1);

    Manifest second = partition(graph, 3);

    assertThat(second.parts()).isEqualTo(3);
    assertThat(Store.open(output()).unlisted()).isEmpty();
    assertThat(files()).hasSize(4).doesNotContain(first.files().get(0).name());
  }

  @Test
  void aBadGraphLeavesNothingBehind() throws IOException {
    TinyGraph graph = new TinyGraph().nodes(2).edges("0 5");

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> partition(graph, 1))
        .withMessageContaining("an edge names an unknown node");

    assertThat(place.resolve("store")).doesNotExist();
  }

  @Test
  void morePartsThanNodesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> partition(new TinyGraph().nodes(2).edges("0 1"), 3))
        .withMessage("parts must be at most the number of nodes, 2, got 3");
  }

  @Test
  void tooSmallAHeapIsRefusedWithBothValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DriverHeap.require(3L << 30, 2L << 30))
        .withMessageContaining("needs 3.0 GiB of heap on the driver, which has 2.0 GiB")
        .withMessageContaining("GAS_HEAP=4g")
        .withMessageContaining("--driver-memory 4g");
  }

  @Test
  void noChecksumFilesAppear() throws IOException {
    partition(new TinyGraph().nodes(3).edges("0 1"), 2);

    assertThat(files()).noneMatch(name -> name.endsWith(".crc"));
  }

  private interface ArcVisitor {
    void visit(long row, long col, float weight);
  }

  /** Neighbors of each original id, by way of all parts. */
  private Map<Long, Set<Long>> neighbors(Manifest manifest) throws IOException {
    Map<Long, Set<Long>> neighbors = new TreeMap<>();
    forEachArc(
        manifest,
        (row, col, weight) -> neighbors.computeIfAbsent(row, r -> new TreeSet<>()).add(col));
    return neighbors;
  }

  private void forEachArc(Manifest manifest, ArcVisitor visitor) throws IOException {
    long[] original = new long[(int) manifest.graph().nodes()];
    for (PartFile file : manifest.files()) {
      try (PartReader part = part(manifest, file.part())) {
        System.arraycopy(part.longs("id"), 0, original, (int) file.firstNode(), (int) file.nodes());
      }
    }
    for (PartFile file : manifest.files()) {
      try (PartReader part = part(manifest, file.part())) {
        long[] ptr = part.longs("rowPtr");
        int[] col = part.ints("col");
        long[] halo = part.longs("halo");
        float[] weight =
            manifest.graph().weighted() ? part.floats("weight") : new float[col.length];
        int nodes = (int) file.nodes();
        for (int v = 0; v < nodes; v++) {
          for (int a = (int) ptr[v]; a < ptr[v + 1]; a++) {
            long global = col[a] < nodes ? file.firstNode() + col[a] : halo[col[a] - nodes];
            visitor.visit(original[(int) file.firstNode() + v], original[(int) global], weight[a]);
          }
        }
      }
    }
  }

  private Manifest partition(TinyGraph graph, int parts) throws IOException {
    return partition(graph, config(parts));
  }

  private static Manifest partition(TinyGraph graph, PartitionConfig config) throws IOException {
    graph.write(config.graph());
    return new PartitionJob(TestSession.get(), config, Progress.silent()).run().manifest();
  }

  private PartitionConfig config(int parts) throws IOException {
    return PartitionConfig.of(Storage.path(place.resolve("graph").toString()), output(), parts)
        .withExisting(Existing.OVERWRITE);
  }

  private org.apache.hadoop.fs.Path output() throws IOException {
    return Storage.path(place.resolve("store").toString());
  }

  private PartReader part(Manifest manifest, int part) throws IOException {
    return PartReader.open(
        new org.apache.hadoop.fs.Path(output(), manifest.files().get(part).name()));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(place.resolve("store"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
