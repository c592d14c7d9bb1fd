package org.gnnautoscale.spark.partition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.TestSession;
import org.gnnautoscale.spark.TinyGraph;
import org.gnnautoscale.spark.partition.distributed.Budget;
import org.gnnautoscale.store.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs whose edges have weights are cut where edges are light. */
class PartitionWeightsTest {

  private static final int RING = 40;

  @TempDir Path place;

  @ParameterizedTest
  @CsvSource({"0.001, METIS", "1, METIS", "1e30, METIS", "0.001, SPARK"})
  void aRingIsCutAtItsTwoLightEdges(double unit, PartitionMethod method) throws IOException {
    Manifest manifest = run(config(ring(weighted(), 3 * unit, unit)).withMethod(method));

    assertThat(manifest.cut().cut()).isEqualTo(2);
    assertThat(manifest.cut().weightedCut()).isEqualTo(2 * (double) (float) unit);
  }

  @Test
  void weightsOfBothDirectionsAddUp() throws IOException {
    // the light edges stand both ways, and weigh more than a heavy one together: 4 against 3
    TinyGraph graph = ring(weighted().directed(), 3, 2).edges("12 11 2", "32 31 2");

    Manifest manifest = run(config(graph));

    assertThat(manifest.cut().weightedCut()).isEqualTo(6);
  }

  @Test
  void manyLightEdgesAreCutRatherThanOneHeavyOne() throws IOException {
    // two cliques of 10, of light edges; of one clique 5 nodes hang on the other by heavy edges
    TinyGraph graph = weighted().nodes(20);
    for (int u = 0; u < 10; u++) {
      for (int v = u + 1; v < 10; v++) {
        graph.edges(u + " " + v + " 0.01", (10 + u) + " " + (10 + v) + " 0.01");
      }
    }
    for (int u = 0; u < 5; u++) {
      graph.edges(u + " " + (10 + u) + " 7.5", (5 + u) + " " + (15 + u) + " 7.5");
    }

    Manifest manifest = run(config(graph));

    assertThat(manifest.cut().weightedCut()).isLessThan(1);
    assertThat(manifest.cut().cut()).isGreaterThan(40);
  }

  @Test
  void communitiesThatOnlyWeightsShowAreFoundOnSparkToo() throws IOException {
    // as many edges between communities of 100 nodes as inside, but lighter
    TinyGraph graph = weighted().directed().nodes(2000);
    Random random = new Random(1);
    for (int i = 0; i < 8000; i++) {
      int u = random.nextInt(2000);
      int v = u / 100 * 100 + random.nextInt(100);
      graph.edges(u + " " + v + " 1.5", u + " " + random.nextInt(2000) + " 0.05");
    }
    PartitionConfig config = config(graph);

    double inProcess = weightedCut(run(config));
    double onSpark =
        weightedCut(
            run(config.withMethod(PartitionMethod.SPARK).withBudget(new Budget(500, 100_000))));

    assertThat(onSpark).isLessThanOrEqualTo(1.1 * inProcess);
  }

  private static double weightedCut(Manifest manifest) {
    Double cut = manifest.cut().weightedCut();
    return cut == null ? Double.NaN : cut;
  }

  private static TinyGraph weighted() {
    return new TinyGraph().edgeColumns("src bigint, dst bigint, weight float");
  }

  /** Heavy edges, but for two light ones opposite each other. */
  private static TinyGraph ring(TinyGraph graph, double heavy, double light) {
    graph.nodes(RING);
    for (int u = 0; u < RING; u++) {
      graph.edges(u + " " + (u + 1) % RING + " " + (u == 11 || u == 31 ? light : heavy));
    }
    return graph;
  }

  private PartitionConfig config(TinyGraph graph) throws IOException {
    return PartitionConfig.of(
            graph.write(place.resolve("graph")), Storage.path(place.resolve("store").toString()), 2)
        .withExisting(Existing.OVERWRITE);
  }

  private static Manifest run(PartitionConfig config) throws IOException {
    return new PartitionJob(TestSession.get(), config, Progress.silent()).run().manifest();
  }
}
