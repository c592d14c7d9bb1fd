package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.gnnautoscale.infer.EvaluateJob;
import org.gnnautoscale.infer.EvaluationReport;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.train.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code gas evaluate}. */
@Command(
    name = "evaluate",
    customSynopsis = "gas evaluate RUN [OPTIONS]%n",
    description = "Measure the models of a run again, by exact inference on their store.",
    footer = {
      "",
      "Examples:",
      "  gas evaluate cora-run",
      "  gas evaluate hdfs:///runs/shop --json",
      "",
      "See docs/guides/predict.md.",
    })
final class EvaluateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "Directory that train wrote.")
  private String input;

  @Mixin private ClassPathOption classpath;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return classpath.during(this::run);
  }

  private int run() throws IOException, InterruptedException {
    Console console = common.console();
    RunDirectory run = RunDirectory.open(Storage.path(input));
    EvaluationReport report = new EvaluateJob(run).run(console.progress());
    String predictions = Names.sibling(input, "-run", ".parquet");
    return console.finish(
        report.toMap(),
        RunTable.of(report)
            .next("gas predict %s --output %s%s".formatted(input, predictions, classpath.again())));
  }
}
