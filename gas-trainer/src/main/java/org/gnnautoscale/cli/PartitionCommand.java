package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.partition.PartitionConfig;
import org.gnnautoscale.spark.partition.PartitionJob;
import org.gnnautoscale.spark.partition.PartitionMethod;
import org.gnnautoscale.spark.submit.Sessions;
import org.gnnautoscale.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gas partition}. */
@Command(
    name = "partition",
    customSynopsis = "gas partition GRAPH --parts K --output STORE [OPTIONS]%n",
    description =
        "Clean a graph with Spark, cut it into parts with few edges between them, and write a store.",
    footer = {
      "",
      "Examples:",
      "  gas partition cora-graph --parts 40 --output cora-store",
      "  gas partition hdfs:///graphs/shop --parts 400 --output hdfs:///stores/shop",
      "  gas partition shop-graph --parts 400 --output shop-store --master spark://host:7077 \\",
      "      --spark-conf spark.executor.memory=8g",
      "",
      "The heap of this process: GAS_HEAP=16g gas partition ...",
      "See docs/guides/partition.md and docs/guides/cluster.md.",
    })
final class PartitionCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "GRAPH",
      description = "Directory that import, generate or another Spark job wrote.")
  private String graph;

  @Option(
      names = "--parts",
      required = true,
      paramLabel = "K",
      description = "Number of parts; a few hundred to a few thousand nodes each.")
  private int parts;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "STORE",
      description = "Directory to write.")
  private String output;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "metis: few edges between parts; random: for comparison (default: metis).")
  private PartitionMethod method = PartitionMethod.METIS;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Same seed, same parts (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--imbalance",
      paramLabel = "SHARE",
      description = "How much larger than the average a part may be (default: ${DEFAULT-VALUE}).")
  private double imbalance = 0.03;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Threads of the partitioner; 0 = all cores (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master: local[*], local[4], spark://... (default: ${DEFAULT-VALUE}).")
  private String master = "local[*]";

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description = "A setting of Spark's own; may be given several times.")
  private Map<String, String> sparkConf = new TreeMap<>();

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Console console = common.console();
    Sessions.configureStorage(sparkConf);
    PartitionConfig config =
        new PartitionConfig(
            Storage.path(graph),
            Storage.path(output),
            common.existing(),
            parts,
            method,
            seed,
            imbalance,
            threads);
    checkBeforeSparkStarts(config);
    try (SparkSession session = console.spark("gas partition " + graph, master, sparkConf)) {
      PartitionJob.Result result = new PartitionJob(session, config, console.progress()).run();
      return console.finish(
          result.toMap(),
          StoreTable.of(result.manifest())
              .row("written to", output)
              .next(
                  "gas train %s --model gcn --output %s"
                      .formatted(output, Names.sibling(output, "-store", "-run"))));
    }
  }

  private static void checkBeforeSparkStarts(PartitionConfig config) throws IOException {
    OutputDirectory.check(config.output(), Store.KIND, config.existing());
    GraphDescription.read(config.graph());
  }

  /** The method of a name on the command line. */
  static PartitionMethod method(String name) {
    List<PartitionMethod> methods = Arrays.asList(PartitionMethod.values());
    return methods.stream()
        .filter(method -> method.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown method '%s', expected metis or random".formatted(name)));
  }
}
