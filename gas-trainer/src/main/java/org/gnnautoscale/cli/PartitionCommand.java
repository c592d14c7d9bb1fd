package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.spark.partition.PartitionConfig;
import org.gnnautoscale.spark.partition.PartitionJob;
import org.gnnautoscale.spark.submit.PartitionArguments;
import org.gnnautoscale.spark.submit.Sessions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private PartitionArguments arguments;

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
    PartitionConfig config = arguments.config(common.existing());
    try (SparkSession session =
        console.spark("gas partition " + arguments.graph(), master, sparkConf)) {
      PartitionJob.Result result = new PartitionJob(session, config, console.progress()).run();
      return console.finish(
          result.toMap(),
          StoreTable.of(result.manifest())
              .row("written to", arguments.output())
              .next(
                  "gas train %s --model gcn --output %s"
                      .formatted(
                          arguments.output(),
                          Names.sibling(arguments.output(), "-store", "-run"))));
    }
  }
}
