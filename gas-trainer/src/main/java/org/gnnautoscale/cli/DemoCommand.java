package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gas demo}. */
@Command(
    name = "demo",
    customSynopsis = "gas demo [OPTIONS]%n",
    description = {
      "Go the whole way on a generated graph: generate, partition, train, evaluate, predict.",
      "",
      "A GCN with historical embeddings is compared with a perceptron that sees the features alone.",
      "Takes a minute or two.",
    },
    footer = {
      "",
      "Examples:",
      "  gas demo",
      "  gas demo --output /tmp/demo --nodes 200000 --edges 2e6 --parts 200",
      "",
      "See docs/guides/quickstart.md.",
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Directory for all results (default: ${DEFAULT-VALUE}).")
  private String output = "gas-demo";

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of the graph (default: ${DEFAULT-VALUE}).")
  private Count nodes = new Count(50_000);

  @Option(
      names = "--edges",
      paramLabel = "E",
      description = "Edges of the graph (default: ${DEFAULT-VALUE}).")
  private Count edges = new Count(500_000);

  @Option(
      names = "--parts",
      paramLabel = "K",
      description = "Parts of the store (default: ${DEFAULT-VALUE}).")
  private int parts = 40;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Epochs of each model (default: ${DEFAULT-VALUE}).")
  private int epochs = 30;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Console console = common.console();
    Demo demo =
        new Demo(output, nodes.toInt("--nodes"), edges.value(), parts, epochs, common.existing());
    Demo.Result result = demo.run(console);
    return console.finish(result.toMap(), result.toTable());
  }
}
