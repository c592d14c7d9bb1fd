package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.gnnautoscale.dataset.ClusterGenerator;
import org.gnnautoscale.dataset.ClusterOptions;
import org.gnnautoscale.dataset.GenerateOptions;
import org.gnnautoscale.dataset.GraphGenerator;
import org.gnnautoscale.dataset.GraphSummary;
import org.gnnautoscale.dataset.generate.CommunityOptions;
import org.gnnautoscale.dataset.generate.GraphCounts;
import org.gnnautoscale.dataset.generate.GraphKind;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gas generate}. */
@Command(
    name = "generate",
    customSynopsis = {
      "gas generate --nodes N --edges E --output GRAPH [OPTIONS]",
      "       gas generate --kind cluster --output GRAPH [--graphs TRAIN:VAL:TEST] [OPTIONS]%n"
    },
    description = "Draw a random graph of known structure and write it as a GRAPH directory.",
    footer = {
      "",
      "Examples:",
      "  gas generate --nodes 200000 --edges 2000000 --output big-graph",
      "  gas generate --nodes 1e5 --edges 1e6 --features 128 --classes 40 --output wide-graph",
      "  gas generate --kind rmat --nodes 131072 --edges 2000000 --output rmat-graph",
      "  gas generate --kind cluster --graphs 1000:100:100 --output cluster-graph",
      "",
      "See docs/guides/import.md.",
    })
final class GenerateCommand implements Callable<Integer> {

  private static final String NODES = "--nodes";
  private static final String EDGES = "--edges";
  private static final String GRAPHS = "--graphs";

  /** What a graph of kind cluster has by its recipe. */
  private static final List<String> NOT_OF_CLUSTER =
      List.of(
          NODES,
          EDGES,
          "--communities",
          "--mixing",
          "--super-communities",
          "--super-mixing",
          "--degree-exponent",
          "--features",
          "--classes",
          "--signal",
          "--split");

  private static final CommunityOptions DEFAULT = CommunityOptions.DEFAULT;

  @Option(names = NODES, paramLabel = "N", description = "Number of nodes (all kinds but cluster).")
  private @Nullable Count nodes;

  @Option(
      names = EDGES,
      paramLabel = "E",
      description = "Number of distinct undirected edges (all kinds but cluster).")
  private @Nullable Count edges;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "GRAPH",
      description = "Directory to write.")
  private String output;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "communities, rmat, grid, geometric or cluster (default: ${DEFAULT-VALUE}).")
  private GraphKind kind = GraphKind.COMMUNITIES;

  @Option(
      names = GRAPHS,
      paramLabel = "COUNTS",
      description = "cluster: graphs of each role, TRAIN:VAL:TEST (default: ${DEFAULT-VALUE}).")
  private GraphCounts graphs = GraphCounts.PUBLISHED;

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

  @Spec private CommandSpec spec;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Console console = common.console();
    GraphSummary summary =
        kind == GraphKind.CLUSTER ? cluster(console.progress()) : single(console.progress());
    return console.finish(summary.toMap(), GraphTable.written(summary, output));
  }

  private GraphSummary cluster(Progress progress) throws IOException {
    for (String name : NOT_OF_CLUSTER) {
      if (isGiven(name)) {
        throw new IllegalArgumentException(
            "--kind cluster has no %s: its graphs are all of one recipe, and --graphs TRAIN:VAL:TEST says how many there are"
                .formatted(name));
      }
    }
    ClusterOptions options =
        new ClusterOptions(graphs, seed, Storage.path(output), common.existing());
    return new ClusterGenerator(options, progress).run();
  }

  private GraphSummary single(Progress progress) throws IOException {
    if (isGiven(GRAPHS)) {
      throw new IllegalArgumentException(
          "--graphs is an option of --kind cluster: a graph of kind %s has --nodes and --edges"
              .formatted(kind));
    }
    if (nodes == null || edges == null) {
      throw missing(NODES, EDGES);
    }
    GenerateOptions options =
        new GenerateOptions(
            kind,
            nodes.toInt(NODES),
            edges.value(),
            community(),
            split.seeded(seed),
            seed,
            Storage.path(output),
            common.existing());
    return new GraphGenerator(options, progress).run();
  }

  private boolean isGiven(String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private MissingParameterException missing(String... names) {
    List<ArgSpec> missing =
        Arrays.stream(names)
            .filter(name -> !isGiven(name))
            .<ArgSpec>map(name -> spec.findOption(name))
            .toList();
    return new MissingParameterException(spec.commandLine(), missing, missing.toString());
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
