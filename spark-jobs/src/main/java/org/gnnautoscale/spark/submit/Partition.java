package org.gnnautoscale.spark.submit;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.spark.partition.PartitionConfig;
import org.gnnautoscale.spark.partition.PartitionJob;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Mixin private PartitionArguments arguments;

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
    PartitionConfig config = arguments.config(overwrite ? Existing.OVERWRITE : Existing.REFUSE);
    try (SparkSession session = Sessions.submitted("gas partition " + arguments.graph())) {
      PartitionJob job = new PartitionJob(session, config, submission.progress());
      return submission.finish(job.run().toMap());
    }
  }
}
