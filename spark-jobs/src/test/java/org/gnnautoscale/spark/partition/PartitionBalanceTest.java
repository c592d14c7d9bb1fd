package org.gnnautoscale.spark.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.TinyGraph;
import org.gnnautoscale.spark.partition.distributed.Budget;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.PartReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts that have equally much of something, counted again from the store. */
class PartitionBalanceTest {

  private static final int PARTS = 4;
  private static final int NODES = 400;

  @TempDir Path place;

  @ParameterizedTest(name = "directed {0}, on Spark {1}")
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void messagesAreEven(boolean directed, boolean onSpark) throws IOException {
    TinyGraph graph = lopsided(new TinyGraph().nodes(NODES));
    PartitionConfig config = config(directed ? graph.directed() : graph, Balance.EDGES);

    Manifest manifest = run(onSpark ? config.withBudget(new Budget(200, 10_000)) : config);

    long[] messages = new long[PARTS];
    for (PartFile file : manifest.files()) {
      try (PartReader part = part(file)) {
        messages[file.part()] = file.nodes() + part.ints("col").length;
      }
    }
    assertThat(Arrays.stream(messages).sum())
        .isEqualTo(NODES + (directed ? 1 : 2) * manifest.graph().edges());
    assertIsBalance(manifest, messages);
    assertThat(manifest.settings()).containsEntry("balance", "edges");
  }

  @Test
  void trainingNodesOfTheFirstSplitAreEven() throws IOException {
    TinyGraph graph = new TinyGraph().nodeColumns("id bigint, label int, splits array<tinyint>");
    for (int id = 0; id < NODES; id++) {
      int first = id % 10 == 0 || id < 20 ? 1 : 2 + id % 2;
      graph.nodes(id == 7 ? "id: 7" : "id: %d, label: 0, splits: [%d, 1]".formatted(id, first));
    }

    Manifest manifest = run(config(lopsided(graph), Balance.TRAIN));

    long[] training = new long[PARTS];
    for (PartFile file : manifest.files()) {
      try (PartReader part = part(file)) {
        byte[] splits = part.bytes("split");
        for (int v = 0; v < splits.length; v += 2) {
          training[file.part()] += splits[v] == 1 ? 1 : 0;
        }
      }
      assertThat(file.nodes())
          .isBetween((long) (0.5 * NODES / PARTS), 2 + 12L * NODES / PARTS / 10);
    }
    assertIsBalance(manifest, training);
    assertThat(manifest.settings()).containsEntry("balance", "train");
  }

  @Test
  void nodesAreEvenIfNothingElseIsAskedFor() throws IOException {
    Manifest manifest = run(config(lopsided(new TinyGraph().nodes(NODES)), Balance.NODES));

    long[] nodes = manifest.files().stream().mapToLong(PartFile::nodes).toArray();
    assertIsBalance(manifest, nodes);
    assertThat(manifest.settings()).containsEntry("balance", "nodes");
  }

  @Test
  void trainingNodesNeedASplit() throws IOException {
    PartitionConfig config = config(lopsided(new TinyGraph().nodes(NODES)), Balance.TRAIN);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(config))
        .withMessageContaining("balance train needs training nodes, and graph has none")
        .withMessageContaining("import the graph with --split");
  }

  @Test
  void trainingNodesCannotBeBalancedPastTheDriversBudget() throws IOException {
    TinyGraph graph =
        new TinyGraph()
            .nodeColumns("id bigint, label int, splits array<tinyint>")
            .nodes("id: 0, label: 0, splits: [1]", "id: 1, label: 1, splits: [2]")
            .edges("0 1");
    PartitionConfig config = config(graph, 2, Balance.TRAIN).withMethod(PartitionMethod.SPARK);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> run(config))
        .withMessageContaining("balance train needs the whole structure on the driver")
        .withMessageContaining("--method metis");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EDGES", "TRAIN"})
  void randomPartsBalanceNodesOnly(Balance balance) throws IOException {
    PartitionConfig config = config(new TinyGraph().nodes(NODES), balance);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> config.withMethod(PartitionMethod.RANDOM))
        .withMessageContaining("method random draws parts of equally many nodes")
        .withMessageContaining("--method metis for balance " + balance);
  }

  /** Most edges are among the first nodes. */
  private static TinyGraph lopsided(TinyGraph graph) {
    Random random = new Random(1);
    for (int i = 0; i < 3 * NODES; i++) {
      int u = random.nextInt(1 + random.nextInt(NODES));
      int v = random.nextInt(1 + random.nextInt(NODES));
      graph.edges(u + " " + v);
    }
    return graph;
  }

  private static void assertIsBalance(Manifest manifest, long[] loads) {
    double average = Arrays.stream(loads).average().orElse(0);
    double largest = Arrays.stream(loads).max().orElse(0);
    double smallest = Arrays.stream(loads).min().orElse(0);
    assertThat(manifest.cut().balance()).isEqualTo(largest / average);
    assertThat(manifest.cut().smallest()).isEqualTo(smallest / average);
    assertThat(largest).isLessThanOrEqualTo(Math.max(Math.ceil(average), 1.03 * average));
    assertThat(smallest).isGreaterThanOrEqualTo(0.5 * average);
  }

  private PartitionConfig config(TinyGraph graph, Balance balance) throws IOException {
    return config(graph, PARTS, balance);
  }

  private PartitionConfig config(TinyGraph graph, int parts, Balance balance) throws IOException {
    return PartitionConfig.of(graph.write(place.resolve("graph")), output(), parts)
        .withExisting(Existing.OVERWRITE)
        .withBalance(balance);
  }

  private static Manifest run(PartitionConfig config) throws IOException {
    return new PartitionJob(TestSession.get(), config, Progress.silent()).run().manifest();
  }

  private org.apache.hadoop.fs.Path output() throws IOException {
    return Storage.path(place.resolve("store").toString());
  }

  private PartReader part(PartFile file) throws IOException {
    return PartReader.open(new org.apache.hadoop.fs.Path(output(), file.name()));
  }
}
