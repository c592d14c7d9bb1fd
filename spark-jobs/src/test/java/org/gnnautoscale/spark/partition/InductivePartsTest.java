package org.gnnautoscale.spark.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.TinyGraph;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartReader;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rings of 20 nodes: 6 to train on, 3 to validate and 1 to test with. */
class InductivePartsTest {

  private static final int RINGS = 10;
  private static final int NODES = 20;

  @TempDir Path place;

  @ParameterizedTest
  @EnumSource(
      value = PartitionMethod.class,
      names = {"METIS", "RANDOM"})
  void graphsOfDifferentKindsAreInPartsOfTheirOwn(PartitionMethod method) throws IOException {
    Manifest manifest = run(config(rings(), 20).withMethod(method));

    assertThat(manifest.trainingParts()).isEqualTo(12);
    Store store = Store.open(Storage.path(place.resolve("store").toString()));
    assertThat(store.manifest().trainingParts()).isEqualTo(12);
    for (PartFile file : manifest.files()) {
      int role = file.part() < 12 ? 1 : file.part() < 18 ? 2 : 3;
      try (PartReader part = part(file)) {
        assertThat(part.bytes("split")).containsOnly(role);
      }
    }
  }

  @Test
  void nodesWithoutARoleGoWhereTheirNeighborsAre() throws IOException {
    TinyGraph graph =
        inductive()
            .nodes(
                "id: 0, label: 0, splits: [1]",
                "id: 1, label: -1, splits: [0]",
                "id: 2, label: 0, splits: [3]",
                "id: 3, label: -1, splits: [0]")
            .edges("1 0");

    Manifest manifest = run(config(graph, 3));

    // 0 and 1 are trained on, 2 is tested; 3 is neither
    assertThat(manifest.trainingParts()).isEqualTo(1);
    assertThat(manifest.files().get(0).nodes()).isEqualTo(2);
    try (PartReader part = part(manifest.files().get(2))) {
      assertThat(part.bytes("split")).containsOnly(0);
    }
  }

  @Test
  void joinedNodesOfTwoRolesAreAnErrorThatNamesOne() {
    TinyGraph graph = rings().edges("3 199");

    assertThatExceptionOfType(BadDataException.class)
        .isThrownBy(() -> run(config(graph, 20)))
        .withMessageStartingWith(
            "graph.json says that the graph is inductive, but nodes of different roles are joined")
        .withMessageContaining("node     180")
        .withMessageContaining("role     test")
        .withMessageContaining("take \"inductive\" out of graph.json");
  }

  @Test
  void whatIsNotPossibleIsTold() throws IOException {
    refused(config(rings(), 2), "parts must be at least 3");
    refused(config(rings(), 20).withBalance(Balance.TRAIN), "use --balance nodes");
    refused(
        config(rings(), 20).withMethod(PartitionMethod.SPARK),
        "an inductive graph needs the whole structure on the driver: use --method metis");
    TinyGraph twoSplits =
        inductive()
            .nodes("id: 0, label: 0, splits: [1, 2]", "id: 1, label: 0, splits: [2, 1]")
            .edges("0 0");
    refused(
        config(twoSplits, 2),
        "an inductive graph must have one split, which its parts follow, got 2");
  }

  private void refused(PartitionConfig config, String words) {
    assertThatIllegalArgumentException().isThrownBy(() -> run(config)).withMessageContaining(words);
  }

  private static TinyGraph inductive() {
    return new TinyGraph()
        .description("{\"directed\": false, \"inductive\": true}")
        .nodeColumns("id bigint, label int, splits array<tinyint>");
  }

  private static TinyGraph rings() {
    TinyGraph graph = inductive();
    for (int ring = 0; ring < RINGS; ring++) {
      int role = ring < 6 ? 1 : ring < 9 ? 2 : 3;
      for (int i = 0; i < NODES; i++) {
        int node = ring * NODES + i;
        graph.nodes("id: %d, label: 0, splits: [%d]".formatted(node, role));
        graph.edges("%d %d".formatted(node, ring * NODES + (i + 1) % NODES));
      }
    }
    return graph;
  }

  private PartitionConfig config(TinyGraph graph, int parts) throws IOException {
    return PartitionConfig.of(
            graph.write(place.resolve("graph")),
            Storage.path(place.resolve("store").toString()),
            parts)
        .withExisting(Existing.OVERWRITE);
  }

  private static Manifest run(PartitionConfig config) throws IOException {
    return new PartitionJob(TestSession.get(), config, Progress.silent()).run().manifest();
  }

  private PartReader part(PartFile file) throws IOException {
    return PartReader.open(Storage.path(place.resolve("store").resolve(file.name()).toString()));
  }
}
