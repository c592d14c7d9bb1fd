package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.gnnautoscale.dataset.GenerateOptions;
import org.gnnautoscale.dataset.GraphGenerator;
import org.gnnautoscale.dataset.GraphSummary;
import org.gnnautoscale.dataset.generate.CommunityOptions;
import org.gnnautoscale.dataset.generate.GraphKind;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.io.Storage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gas generate}. */
@Command(
    name = "generate",
    customSynopsis = "gas generate --nodes N --edges E --output GRAPH [OPTIONS]%n",
    description = "Draw a random graph of known structure and write it as a GRAPH directory.",
    footer = {
      "",
      "Examples:",
      "  gas generate --nodes 200000 --edges 2000000 --output big-graph",
      "  gas generate --nodes 1e5 --edges 1e6 --features 128 --classes 40 --output wide-graph",
      "  gas generate --kind rmat --nodes 131072 --edges 2000000 --output rmat-graph",
      "",
      "See docs/guides/import.md.",
    })
final class GenerateCommand implements Callable<Integer> {

  private static final CommunityOptions DEFAULT = CommunityOptions.DEFAULT;

  @Option(names = "--nodes", required = true, paramLabel = "N", description = "Number of nodes.")
  private Count nodes;

  @Option(
      names = "--edges",
      required = true,
      paramLabel = "E",
      description = "Number of distinct undirected edges.")
  private Count edges;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "GRAPH",
      description = "Directory to write.")
  private String output;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "communities, rmat, grid or geometric (default: ${DEFAULT-VALUE}).")
  private GraphKind kind = GraphKind.COMMUNITIES;

  @Option(
      names = "--communities",
      paramLabel = "C",
      description = "Number of communities (default: ${DEFAULT-VALUE}).")
  private int communities = DEFAULT.communities();

  @Option(
      names = "--mixing",
      paramLabel = "SHARE",
      description = "Share of edges that leave their community (default: ${DEFAULT-VALUE}).")
  private double mixing = DEFAULT.mixing();

  @Option(
      names = "--super-communities",
      paramLabel = "C",
      description = "Groups of communities; 0 = none (default: ${DEFAULT-VALUE}).")
  private int superCommunities = DEFAULT.superCommunities();

  @Option(
      names = "--super-mixing",
      paramLabel = "SHARE",
      description = "Share of edges that leave it within the group (default: ${DEFAULT-VALUE}).")
  private double superMixing = DEFAULT.superMixing();

  @Option(
      names = "--degree-exponent",
      paramLabel = "X",
      description =
          "Exponent of the degrees, above 1; less = bigger hubs (default: ${DEFAULT-VALUE}).")
  private double degreeExponent = DEFAULT.degreeExponent();

  @Option(
      names = "--features",
      paramLabel = "F",
      description = "Width of the features; 0 = none (default: ${DEFAULT-VALUE}).")
  private int features = DEFAULT.features();

  @Option(
      names = "--classes",
      paramLabel = "C",
      description = "Classes of the labels; 0 = none (default: ${DEFAULT-VALUE}).")
  private int classes = DEFAULT.classes();

  @Option(
      names = "--signal",
      paramLabel = "S",
      description = "How far features tell the class; 0 = not at all (default: ${DEFAULT-VALUE}).")
  private double signal = DEFAULT.signal();

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description =
          "none, per-class:TRAIN:VAL or ratio:TRAIN:VAL:TEST (default: ${DEFAULT-VALUE}).")
  private SplitChoice split = GenerateOptions.DEFAULT_SPLIT;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Same seed, same graph (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Console console = common.console();
    GenerateOptions options =
        new GenerateOptions(
            kind,
            nodes.toInt("--nodes"),
            edges.value(),
            community(),
            split.seeded(seed),
            seed,
            Storage.path(output),
            common.existing());
    GraphSummary summary = new GraphGenerator(options, console.progress()).run();
    return console.finish(summary.toMap(), GraphTable.written(summary, output));
  }

  private CommunityOptions community() {
    return new CommunityOptions(
        communities,
        mixing,
        superCommunities,
        superMixing,
        degreeExponent,
        features,
        classes,
        signal);
  }
}
