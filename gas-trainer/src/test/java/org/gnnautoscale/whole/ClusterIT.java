package org.gnnautoscale.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.gnnautoscale.cli.Cli;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Partitions on a cluster of real processes; an executor that dies and copies of slow tasks do not
 * show in the result. {@code -Dgas.cluster.nodes=1000000 -Dgas.cluster.parts=400} takes a larger
 * graph, of ten edges a node; {@code -Dgas.cluster.heap=1g} is the driver's heap.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {

  private static final int NODES = Integer.getInteger("gas.cluster.nodes", 20_000);
  private static final int PARTS = Integer.getInteger("gas.cluster.parts", 40);
  private static final String HEAP = System.getProperty("gas.cluster.heap", "600m");
  private static final String EXECUTOR = System.getProperty("gas.cluster.executor", "600m");
  private static final long PATIENCE_MINUTES = 30;

  @TempDir static Path place;
  private StandaloneCluster cluster;
  private String graph;
  private JsonNode undisturbed;

  @BeforeAll
  void partitionUndisturbed() throws Exception {
    graph = place + "/graph";
    Cli.succeeds(
        "generate",
        "--nodes",
        String.valueOf(NODES),
        "--edges",
        String.valueOf(10L * NODES),
        "--communities",
        String.valueOf(Math.max(200, NODES / 1000)),
        "--mixing",
        "0.3",
        "--output",
        graph);
    cluster = StandaloneCluster.start(place, EXECUTOR);
    undisturbed = result(start("undisturbed", List.of()), "undisturbed");
  }

  @AfterAll
  void stopCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @Test
  void theRoundsOnTheClusterAreReported() {
    assertThat(undisturbed.get("rounds")).hasSizeGreaterThanOrEqualTo(5);
    assertThat(undisturbed.at("/rounds/1/phase").asText()).isEqualTo("coarsen");
    assertThat(undisturbed.at("/rounds/1/shuffleBytes").asLong()).isPositive();
    assertThat(undisturbed.get("balance").asDouble()).isLessThanOrEqualTo(1.03);
  }

  @Test
  void oneCoreOfOneProcessGivesTheSameParts() throws IOException {
    List<String> command = new ArrayList<>(List.of("partition"));
    command.addAll(arguments("local"));
    command.addAll(List.of("--master", "local[1]"));
    command.remove("--json"); // Cli.json adds it

    assertSameParts(Cli.json(command.toArray(String[]::new)));
  }

  @Test
  void anExecutorThatDiesDoesNotShow() throws Exception {
    Process job = start("killed", List.of());
    awaitFirstLevel("killed", job);

    cluster.executors().get(0).destroyForcibly();

    assertSameParts(result(job, "killed"));
    assertThat(Files.readString(log("killed"))).containsPattern("Lost executor|Lost task");
  }

  @Test
  void copiesOfSlowTasksDoNotShow() throws Exception {
    Process job =
        start(
            "copied",
            List.of(
                "spark.speculation=true",
                "spark.speculation.interval=50ms",
                "spark.speculation.minTaskRuntime=0ms",
                "spark.speculation.multiplier=1.2",
                "spark.speculation.quantile=0.5",
                "spark.eventLog.enabled=true",
                "spark.eventLog.compress=false",
                "spark.eventLog.dir=" + Files.createDirectories(place.resolve("events")).toUri()));
    awaitFirstLevel("copied", job);

    for (int i = 0; i < 3; i++) {
      stall(cluster.executors().get(i % 2), 1500);
    }

    assertSameParts(result(job, "copied"));
    assertThat(events().contains("\"Speculative\":true")).as("a task was copied").isTrue();
  }

  /** Stops a process, which looks like a machine that is busy, and lets it go on. */
  private static void stall(ProcessHandle process, long millis)
      throws IOException, InterruptedException {
    signal("STOP", process);
    Thread.sleep(millis);
    signal("CONT", process);
  }

  private static void signal(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    int unused = new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
  }

  private Process start(String name, List<String> settings) throws IOException {
    List<String> configuration = new ArrayList<>(List.of("--driver-memory", HEAP));
    configuration.addAll(List.of("--executor-memory", EXECUTOR));
    configuration.addAll(List.of("--conf", "spark.driver.maxResultSize=64m"));
    configuration.addAll(List.of("--conf", "spark.log.level=WARN"));
    settings.forEach(setting -> configuration.addAll(List.of("--conf", setting)));
    return cluster.submit(log(name).toFile(), configuration, arguments(name));
  }

  private List<String> arguments(String name) {
    List<String> arguments = new ArrayList<>(List.of(graph, "--output", store(name).toString()));
    arguments.addAll(List.of("--parts", String.valueOf(PARTS), "--method", "spark"));
    arguments.addAll(List.of("--driver-nodes", String.valueOf(NODES / 20), "--json"));
    return arguments;
  }

  private static Path store(String name) {
    return place.resolve("store-" + name);
  }

  private static Path log(String name) {
    return place.resolve(name + ".log");
  }

  /** Waits until the rows are laid out: what follows is label propagation. */
  private static void awaitFirstLevel(String name, Process job) throws Exception {
    while (job.isAlive() && !Files.readString(log(name)).contains("rows level 0")) {
      Thread.sleep(20);
    }
    assertThat(job.isAlive()).as(Files.readString(log(name))).isTrue();
  }

  private static JsonNode result(Process job, String name) throws Exception {
    assertThat(job.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
    String output = Files.readString(log(name));
    assertThat(job.exitValue()).as(output).isZero();
    assertThat(place.resolve(".store-" + name + "-levels")).doesNotExist();
    String json = output.lines().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
    if (Integer.getInteger("gas.cluster.nodes") != null) {
      System.out.println(name + ": " + json);
    }
    return new ObjectMapper().readTree(json);
  }

  private void assertSameParts(JsonNode found) {
    assertThat(found.get("contentHash")).isEqualTo(undisturbed.get("contentHash"));
  }

  private static String events() throws IOException {
    StringBuilder events = new StringBuilder();
    try (var files = Files.walk(place.resolve("events"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        events.append(Files.readString(file, StandardCharsets.UTF_8));
      }
    }
    return events.toString();
  }
}
