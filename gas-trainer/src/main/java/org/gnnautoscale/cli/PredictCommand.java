package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.infer.EmbeddingsJob;
import org.gnnautoscale.infer.PredictJob;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.train.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gas predict}. */
@Command(
    name = "predict",
    customSynopsis = "gas predict RUN --output FILE.parquet [OPTIONS]%n",
    description = "Predict every node of a run's store, with its original id.",
    footer = {
      "",
      "Columns: id, prediction (the label, as in the source), scores, and embedding if asked for. A name",
      "that ends with .npy holds embeddings alone, and beside it a file with the ids of its rows.",
      "",
      "Examples:",
      "  gas predict cora-run --output cora.parquet",
      "  gas predict cora-runs --run 3 --embeddings --output hdfs:///out/cora.parquet",
      "  gas predict cora-run --embeddings --output cora.npy      and cora.ids.npy",
      "",
      "See docs/guides/predict.md.",
    })
final class PredictCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "Directory that train wrote.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "FILE.parquet",
      description = "File to write.")
  private String output;

  @Option(
      names = "--embeddings",
      description = "Also write each node's embedding, the output of the last hidden layer.")
  private boolean embeddings;

  @Option(
      names = "--run",
      paramLabel = "R",
      description = "Which of several runs, counted from 0 (default: ${DEFAULT-VALUE}).")
  private int run;

  @Mixin private ClassPathOption classpath;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return classpath.during(this::run);
  }

  private int run() throws IOException, InterruptedException {
    Console console = common.console();
    Path path = Storage.path(output);
    RunDirectory directory = RunDirectory.open(Storage.path(input));
    PredictJob.Result result = write(directory, path, console);
    Map<String, Object> map = new LinkedHashMap<>(result.toMap());
    map.put("output", path.toString());
    Table table = new Table();
    Map<String, Object> trained = directory.summary();
    table.row(
        "run",
        "%d of %d, %s on %s"
            .formatted(run, directory.runs(), trained.get("model"), trained.get("dataset")));
    table.row("nodes", result.nodes());
    if (result.scoreWidth() > 0) {
      table.row("scores", result.scoreWidth() + " a node");
    }
    if (result.embeddingWidth() > 0) {
      table.row("embedding", result.embeddingWidth() + " values a node");
    }
    table.row("size", Table.bytes(result.bytes()));
    return console.finish(map, table.row("written to", output));
  }

  private PredictJob.Result write(RunDirectory directory, Path path, Console console)
      throws IOException, InterruptedException {
    if (EmbeddingsJob.writes(output)) {
      if (!embeddings) {
        throw new IllegalArgumentException(
            "an .npy file holds embeddings alone: give --embeddings too, or name a .parquet file");
      }
      return new EmbeddingsJob(directory, run).run(path, common.existing(), console.progress());
    }
    PredictJob.Columns columns =
        embeddings ? PredictJob.Columns.PREDICTIONS_AND_EMBEDDINGS : PredictJob.Columns.PREDICTIONS;
    return new PredictJob(directory, run, columns).run(path, common.existing(), console.progress());
  }
}
