package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.io.Artifact;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.report.GraphReport;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.RunDirectory;
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
      "Of a GRAPH every row is read, by Spark; of a STORE and a RUN only the summary.",
      "",
      "Examples:",
      "  gas inspect cora-graph",
      "  gas inspect cora-store --json",
      "  gas inspect cora-store --assignment parts.csv",
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
    if (assignment != null && artifact != Artifact.STORE) {
      throw new IllegalArgumentException(
          "--assignment needs a store, but %s is a %s".formatted(input, artifact));
    }
    return switch (artifact) {
      case GRAPH -> graph(console, path);
      case STORE -> store(console, Store.open(path));
      case RUN -> run(console, path);
    };
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
    return console.finish(result, table);
  }
}
