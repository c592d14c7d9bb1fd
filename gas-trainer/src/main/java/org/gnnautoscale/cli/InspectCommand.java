package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.io.Artifact;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.load.HaloSample;
import org.gnnautoscale.nn.ModelRegistry;
import org.gnnautoscale.spark.report.GraphReport;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.PartitionAdvice;
import org.gnnautoscale.train.PartitionForecast;
import org.gnnautoscale.train.ProcessMemory;
import org.gnnautoscale.train.RunDirectory;
import org.gnnautoscale.train.TrainConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gas inspect}. */
@Command(
    name = "inspect",
    customSynopsis = "gas inspect GRAPH|STORE|RUN [OPTIONS]%n",
    description = "Show what a graph, a store or a run holds.",
    footer = {
      "",
      "Of a GRAPH every row is read, by Spark; of a RUN only the summary; of a STORE the summary, and",
      "the halo of some parts, to say what batches of several sizes would pull and take.",
      "",
      "Examples:",
      "  gas inspect cora-graph",
      "  gas inspect cora-store --json",
      "  gas inspect shop-store --model gat --set layers=3 --set hidden=32",
      "  gas inspect cora-store --assignment parts.csv",
      "",
      "See docs/guides/partition.md.",
    })
final class InspectCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "GRAPH|STORE|RUN",
      description = "Directory that import, generate, partition or train wrote.")
  private String input;

  @Option(
      names = "--assignment",
      paramLabel = "FILE.csv",
      description = "Write id,part of every node of a STORE.")
  private @Nullable String assignment;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "Whose memory is estimated of a STORE (default: gcn).")
  private @Nullable String model;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of train, for the estimate of a STORE.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master, for a GRAPH (default: ${DEFAULT-VALUE}).")
  private String master = "local[*]";

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Console console = common.console();
    Path path = Storage.path(input);
    Artifact artifact = Artifact.of(path);
    if (artifact != Artifact.STORE && ofStores() != null) {
      throw new IllegalArgumentException(
          "%s needs a store, but %s is a %s".formatted(ofStores(), input, artifact));
    }
    return switch (artifact) {
      case GRAPH -> graph(console, path);
      case STORE -> store(console, Store.open(path));
      case RUN -> run(console, path);
    };
  }

  /** An option that was given and is for stores alone. */
  private @Nullable String ofStores() {
    if (assignment != null) {
      return "--assignment";
    }
    return model != null ? "--model" : sets.isEmpty() ? null : "--set";
  }

  private int graph(Console console, Path path) throws IOException {
    try (SparkSession session = console.spark("gas inspect " + input, master, Map.of())) {
      GraphReport.Result result = new GraphReport(session, path, console.progress()).run();
      return console.finish(result.toMap(), ReportTable.of(result));
    }
  }

  private int run(Console console, Path path) throws IOException {
    Map<String, Object> description = RunDirectory.open(path).description();
    return console.finish(description, RunTable.ofRun(description));
  }

  private int store(Console console, Store store) throws IOException {
    Map<String, Object> result = new LinkedHashMap<>(store.manifest().summary());
    Table table = StoreTable.of(store.manifest());
    if (assignment != null) {
      Path file = Storage.path(assignment);
      long rows = new Assignment(store, console.progress()).write(file, common.existing());
      result.put("assignment", file.toString());
      table.row("assignment", "%,d rows in %s".formatted(rows, assignment));
    }
    forecast(store, result, table);
    return console.finish(result, table);
  }

  private void forecast(Store store, Map<String, Object> result, Table table) throws IOException {
    String name = model == null ? "gcn" : model;
    ModelRegistry.builder(name);
    TrainConfig config = TrainConfig.of(name, Settings.resolve(name, null, null, sets));
    PartitionForecast forecast = PartitionForecast.of(store, config, HaloSample.Budget.DEFAULT);
    List<String> advice =
        PartitionAdvice.of(store.manifest(), forecast, ProcessMemory.machineBytes());
    result.putAll(forecast.toMap());
    result.put("advice", advice);
    ForecastTable.add(table, forecast, advice);
  }
}
