package org.gnnautoscale.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.bench.BenchCase;
import org.gnnautoscale.bench.BenchJob;
import org.gnnautoscale.bench.BenchReport;
import org.gnnautoscale.dataset.GenerateOptions;
import org.gnnautoscale.dataset.GraphGenerator;
import org.gnnautoscale.dataset.generate.CommunityOptions;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.spark.partition.PartitionConfig;
import org.gnnautoscale.spark.partition.PartitionJob;
import org.gnnautoscale.store.Store;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gas bench}. */
@Command(
    name = "bench",
    customSynopsis = "gas bench [STORE] [OPTIONS]%n",
    description = {
      "Measure the limits of this machine, and how near the training of models comes to them.",
      "",
      "Without a STORE it makes one in a temporary directory, which takes half a minute.",
    },
    footer = {
      "",
      "Examples:",
      "  gas bench",
      "  gas bench --nodes 1e6 --edges 1e7 --parts 400 --model gcn",
      "  gas bench cora-store --model gcn --set hidden=16 --set threads=1",
      "",
      "See docs/guides/bench.md.",
    })
final class BenchCommand implements Callable<Integer> {

  private static final int COMMUNITIES = 500;

  @Parameters(
      arity = "0..1",
      paramLabel = "STORE",
      description = "Directory that partition wrote; if given, no graph is made.")
  private @Nullable String input;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "May be given several times (default: gcn, sage, gat, gcn2, pna).")
  private List<String> models = BenchCase.usualModels();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of all these models; may be given several times.")
  private List<String> sets = new ArrayList<>();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs that count, after three that do not (default: ${DEFAULT-VALUE}).")
  private int epochs = 5;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of the graph that is made (default: ${DEFAULT-VALUE}).")
  private Count nodes = new Count(200_000);

  @Option(
      names = "--edges",
      paramLabel = "E",
      description = "Its edges (default: ${DEFAULT-VALUE}).")
  private Count edges = new Count(2_000_000);

  @Option(
      names = "--features",
      paramLabel = "F",
      description = "Features of its nodes (default: ${DEFAULT-VALUE}).")
  private int features = 128;

  @Option(
      names = "--classes",
      paramLabel = "C",
      description = "Its classes (default: ${DEFAULT-VALUE}).")
  private int classes = 40;

  @Option(
      names = "--parts",
      paramLabel = "K",
      description = "Parts of its store; 10 are in a batch (default: ${DEFAULT-VALUE}).")
  private int parts = 80;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Console console = common.console();
    List<BenchCase> cases = new ArrayList<>();
    for (String model : models) {
      ModelName.require(model);
      cases.add(BenchCase.of(model, Settings.resolve(model, null, null, sets)));
    }
    if (input != null) {
      return bench(console, Store.open(Storage.path(input)), cases);
    }
    Path work = Storage.path(Files.createTempDirectory("gas-bench").toString());
    try {
      return bench(console, generated(console, work), cases);
    } finally {
      Storage.delete(work);
    }
  }

  private int bench(Console console, Store store, List<BenchCase> cases)
      throws IOException, InterruptedException {
    BenchReport report = new BenchJob(store, cases, epochs).run(console.progress());
    return console.finish(report.toMap(), BenchTable.of(report));
  }

  private Store generated(Console console, Path work) throws IOException {
    Path graph = new Path(work, "graph");
    Path store = new Path(work, "store");
    GenerateOptions options =
        GenerateOptions.of(nodes.toInt("--nodes"), edges.value(), graph)
            .withCommunity(
                CommunityOptions.DEFAULT
                    .withCommunities(COMMUNITIES, CommunityOptions.DEFAULT.mixing())
                    .withFeatures(features, classes, 1))
            .withExisting(Existing.REFUSE);
    new GraphGenerator(options, console.progress()).run();
    PartitionConfig config = PartitionConfig.of(graph, store, parts);
    try (SparkSession session = console.spark("gas bench", "local[*]", Map.of())) {
      new PartitionJob(session, config, console.progress()).run();
    }
    return Store.open(store);
  }
}
