package org.gnnautoscale.spark.submit;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.partition.PartitionConfig;
import org.gnnautoscale.spark.partition.PartitionJob;
import org.gnnautoscale.spark.partition.PartitionMethod;
import org.gnnautoscale.store.Store;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gas partition} as a main class for spark-submit. */
@Command(
    name = "Partition",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Clean a graph, cut it into parts with few edges between them, write a store.",
    footer = {
      "",
      "Example:",
      "  spark-submit --master spark://host:7077 --driver-memory 8g \\",
      "      --class org.gnnautoscale.spark.submit.Partition spark-jobs-VERSION-all.jar \\",
      "      hdfs:///graphs/shop --parts 400 --output hdfs:///stores/shop",
    })
public final class Partition implements Callable<Integer> {

  @Parameters(paramLabel = "GRAPH", description = "Directory with tables nodes and edges.")
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
      description = "metis: few edges between parts; random: for comparison (default: metis).")
  private PartitionMethod method = PartitionMethod.METIS;

  @Option(names = "--seed", description = "Same seed, same parts (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--imbalance",
      description = "How much larger than the average a part may be (default: ${DEFAULT-VALUE}).")
  private double imbalance = 0.03;

  @Option(
      names = "--threads",
      description = "Threads of the partitioner; 0 = all cores (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--overwrite",
      description = "Replace an output that exists, once the new one is whole.")
  private boolean overwrite;

  @Mixin private Submission submission;

  /** Runs and exits with the code of {@code gas partition}. */
  public static void main(String[] args) {
    System.exit(Submission.execute(new Partition(), args));
  }

  @Override
  public Integer call() throws IOException {
    PartitionConfig config =
        new PartitionConfig(
            Storage.path(graph),
            Storage.path(output),
            overwrite ? Existing.OVERWRITE : Existing.REFUSE,
            parts,
            method,
            seed,
            imbalance,
            threads);
    OutputDirectory.check(config.output(), Store.KIND, config.existing());
    GraphDescription unused = GraphDescription.read(config.graph());
    try (SparkSession session = Sessions.submitted("gas partition " + graph)) {
      PartitionJob job = new PartitionJob(session, config, submission.progress());
      return submission.finish(job.run().toMap());
    }
  }
}
