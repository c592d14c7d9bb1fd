package org.gnnautoscale.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.gnnautoscale.cli.Cli;
import org.gnnautoscale.io.Storage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole way on coauthor-physics, from and to a real HDFS, beside local files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HdfsIT {

  /** The figure of {@code gpmetis} in the data's README, section 4. */
  private static final long METIS_CUT = 86_886;

  @TempDir static Path place;
  private MiniDFSCluster cluster;
  private String hdfs;

  @BeforeAll
  void startCluster() throws IOException {
    assumeThat(SharedData.find("coauthor-physics"))
        .as("the data folder with coauthor-physics is not beside the project")
        .isPresent();
    Configuration configuration = new Configuration();
    File home = place.resolve("dfs").toFile();
    cluster = new MiniDFSCluster.Builder(configuration, home).numDataNodes(2).build();
    cluster.waitActive();
    hdfs = cluster.getFileSystem().getUri().toString();
  }

  @AfterAll
  void stopCluster() {
    if (cluster != null) {
      cluster.shutdown();
    }
  }

  @Test
  void thePartsAreTheSameWhereverTheyLie() throws IOException {
    String file = SharedData.find("coauthor-physics").orElseThrow() + "/ms_academic_phy.npz";
    String upload = hdfs + "/raw/physics.npz";
    cluster
        .getFileSystem()
        .copyFromLocalFile(
            new org.apache.hadoop.fs.Path(file), new org.apache.hadoop.fs.Path(upload));
    importGraph(file, place + "/graph");
    importGraph(upload, hdfs + "/graph");

    JsonNode local = partition(place + "/graph", place + "/store", "metis");
    JsonNode remote = partition(hdfs + "/graph", hdfs + "/store", "metis");
    JsonNode random = partition(place + "/graph", place + "/random", "random");

    assertThat(remote.get("contentHash")).isEqualTo(local.get("contentHash"));
    assertThat(local.get("edges").asLong()).isEqualTo(247_962);
    assertThat(local.get("cut").asLong()).isLessThanOrEqualTo(METIS_CUT * 110 / 100);
    assertThat(local.get("balance").asDouble()).isLessThanOrEqualTo(1.03);
    assertThat(random.get("cut").asLong()).isGreaterThan(2 * METIS_CUT);
    trainAndPredict();
  }

  private void trainAndPredict() throws IOException {
    String run = hdfs + "/run";
    JsonNode trained =
        Cli.json(
            "train",
            hdfs + "/store",
            "--model",
            "gcn",
            "--preset",
            "coauthor-physics",
            "--output",
            run,
            "--set",
            "epochs=3");
    JsonNode evaluated = Cli.json("evaluate", run);
    Cli.succeeds("predict", run, "--output", hdfs + "/out/predictions.parquet");
    Cli.succeeds("verify", run);
    Cli.succeeds("verify", hdfs + "/store");

    assertThat(trained.at("/nodes").asLong()).isEqualTo(34_493);
    assertThat(evaluated.get("metric")).isEqualTo(trained.get("metric"));
    assertThat(evaluated.get("valMetric")).isEqualTo(trained.get("valMetric"));
    assertThat(evaluated.get("testMetric")).isEqualTo(trained.get("testMetric"));
    assertThat(Storage.exists(Storage.path(hdfs + "/out/predictions.parquet"))).isTrue();
  }

  private static void importGraph(String file, String graph) {
    Cli.succeeds(
        "import", "npz", file, "--output", graph, "--split", "per-class:20:30", "--splits", "10");
  }

  private static JsonNode partition(String graph, String store, String method) throws IOException {
    Cli.succeeds(
        "partition",
        graph,
        "--parts",
        "40",
        "--output",
        store,
        "--method",
        method,
        "--master",
        "local[2]");
    return Cli.json("inspect", store);
  }
}
