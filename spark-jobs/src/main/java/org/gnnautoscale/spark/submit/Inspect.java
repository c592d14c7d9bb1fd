package org.gnnautoscale.spark.submit;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.report.GraphReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gas inspect} of a GRAPH as a main class for spark-submit. */
@Command(
    name = "Inspect",
    mixinStandardHelpOptions = true,
    description = "Check every row of a graph, and show what it holds.",
    footer = {
      "",
      "Example:",
      "  spark-submit --master spark://host:7077 \\",
      "      --class org.gnnautoscale.spark.submit.Inspect spark-jobs-VERSION-all.jar \\",
      "      hdfs:///graphs/shop",
    })
public final class Inspect implements Callable<Integer> {

  @Parameters(paramLabel = "GRAPH", description = "Directory with tables nodes and edges.")
  private String graph;

  @Mixin private Submission submission;

  /** Runs and exits with the code of {@code gas inspect}. */
  public static void main(String[] args) {
    System.exit(Submission.execute(new Inspect(), args));
  }

  @Override
  public Integer call() throws IOException {
    try (SparkSession session = Sessions.submitted("gas inspect " + graph)) {
      GraphReport report = new GraphReport(session, Storage.path(graph), submission.progress());
      return submission.finish(report.run().toMap());
    }
  }
}
