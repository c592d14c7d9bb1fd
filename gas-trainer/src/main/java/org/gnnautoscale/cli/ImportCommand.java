package org.gnnautoscale.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.gnnautoscale.dataset.GraphImporter;
import org.gnnautoscale.dataset.GraphSummary;
import org.gnnautoscale.dataset.ImportOptions;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.dataset.format.SourceOption;
import org.gnnautoscale.dataset.format.SourceOptions;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.SplitChoice;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** {@code gas import}. */
@Command(
    name = "import",
    customSynopsis = "gas import FORMAT INPUT --output GRAPH [OPTIONS]%n",
    description = "Read a graph in a public format, clean it, and write it as a GRAPH directory.",
    footer = {
      "",
      "Formats and their INPUT:",
      "  planetoid   directory with ind.NAME.x and so on; --name where it holds several",
      "  npz         file, sparse (gnn-benchmark) or dense (Yandex) layout",
      "  numpy       directory with edge_index.npy, x.npy, y.npy, train_mask.npy, ...",
      "  csv         directory with edges.csv (src,dst[,weight]) and nodes.csv (id,label,split,...)",
      "  snap        edge list, may be .gz",
      "  metis       graph file of METIS",
      "  musae       edges.csv; --features-file, --target-file with --id-column and --label-column",
      "  gemsec      edges.csv; --target-file with the labels of each node",
      "  mat         MAT-file of version 5; --network-key, --label-key, --features-key",
      "  ppi         directory with train_graph.json, train_feats.npy, train_labels.npy, valid_...",
      "  graphsaint  directory with adj_full.npz, feats.npy, class_map.json, role.json",
      "  ogb         directory with raw/edge.csv.gz, ... and split/NAME/train.csv.gz, ...",
      "  wikics      directory with data.json",
      "",
      "Examples:",
      "  gas import planetoid data/cora --name cora --output cora-graph",
      "  gas import npz amazon_photo.npz --split per-class:20:30 --output photo-graph",
      "  gas import musae facebook_edges.csv --features-file facebook.json \\",
      "      --target-file facebook_target.csv --label-column page_type --output pages-graph",
      "  gas import mat blogcatalog.mat --features degree --output bloggers-graph",
      "  gas import ogb dataset/ogbn_arxiv --output arxiv-graph",
      "  gas import csv hdfs:///raw/shop --directed --output hdfs:///graphs/shop",
      "",
      "See docs/guides/import.md.",
    })
final class ImportCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FORMAT", description = "See the list below.")
  private GraphFormat format;

  @Parameters(index = "1", paramLabel = "INPUT", description = "File or directory, local or URI.")
  private String input;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "GRAPH",
      description = "Directory to write.")
  private String output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Data set, where INPUT has several (planetoid, ppi); else a name for it.")
  private @Nullable String name;

  @Option(
      names = "--features-file",
      paramLabel = "F.json",
      description = "musae: features of each node.")
  private @Nullable String featuresFile;

  @Option(
      names = "--target-file",
      paramLabel = "T",
      description = "musae (CSV), gemsec (JSON): labels of each node.")
  private @Nullable String targetFile;

  @Option(
      names = "--id-column",
      paramLabel = "C",
      description = "musae: column of the target file with node ids (default: id).")
  private @Nullable String idColumn;

  @Option(
      names = "--label-column",
      paramLabel = "C",
      description = "musae: column of the target file with labels.")
  private @Nullable String labelColumn;

  @Option(
      names = "--network-key",
      paramLabel = "KEY",
      description = "mat: variable with the adjacency (default: network).")
  private @Nullable String networkKey;

  @Option(
      names = "--label-key",
      paramLabel = "KEY",
      description = "mat: variable with the labels (default: group, if there is one).")
  private @Nullable String labelKey;

  @Option(
      names = "--features-key",
      paramLabel = "KEY",
      description = "mat: variable with the features (default: none).")
  private @Nullable String featuresKey;

  @Option(
      names = "--val-key",
      paramLabel = "KEY",
      description = "wikics: masks of the validation nodes (default: val_masks).")
  private @Nullable String valKey;

  @Option(
      names = "--directed",
      description = "Keep the direction of edges (default: make the graph symmetric).")
  private boolean directed;

  @Option(
      names = "--features",
      paramLabel = "KIND",
      description = {
        "raw, row-normalized, binary or standardized (each column to mean 0 and variance 1); for",
        "graphs without any also degree, random:64 or identity",
        "(default: planetoid row-normalized, sparse npz binary, else raw)."
      })
  private @Nullable FeatureChoice features;

  @Option(
      names = "--split",
      paramLabel = "SPLIT",
      description = {
        "given, none, per-class:TRAIN:VAL (nodes) or ratio:TRAIN:VAL:TEST (percent)",
        "(default: given where the format brings one, else none)."
      })
  private @Nullable SplitChoice split;

  @Option(
      names = "--splits",
      paramLabel = "S",
      description = "How many random splits (default: 20 for per-class, 1 for ratio).")
  private @Nullable Integer splits;

  @Option(
      names = "--split-seed",
      paramLabel = "SEED",
      description = "Same seed, same splits (default: ${DEFAULT-VALUE}).")
  private long splitSeed = 1;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException {
    Console console = common.console();
    GraphSummary summary = new GraphImporter(options(), console.progress()).run();
    return console.finish(summary.toMap(), GraphTable.written(summary, output));
  }

  private ImportOptions options() throws IOException {
    ImportOptions options =
        ImportOptions.of(format, Storage.path(input), Storage.path(output))
            .withName(name)
            .withSource(source())
            .withFeatures(features)
            .withSplit(chosenSplit())
            .withExisting(common.existing());
    return directed ? options.asDirected() : options;
  }

  /** What the words of a command line ask for; it is not run. */
  static ImportOptions options(List<String> words) throws IOException {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    List<String> all = new ArrayList<>(words);
    all.add(0, "import");
    ParseResult parsed = Gas.commandLine(nowhere, nowhere).parseArgs(all.toArray(String[]::new));
    ImportCommand command = (ImportCommand) parsed.subcommand().commandSpec().userObject();
    return command.options();
  }

  private SourceOptions source() {
    return SourceOptions.none()
        .with(SourceOption.FEATURES_FILE, featuresFile)
        .with(SourceOption.TARGET_FILE, targetFile)
        .with(SourceOption.ID_COLUMN, idColumn)
        .with(SourceOption.LABEL_COLUMN, labelColumn)
        .with(SourceOption.NETWORK_KEY, networkKey)
        .with(SourceOption.LABEL_KEY, labelKey)
        .with(SourceOption.FEATURES_KEY, featuresKey)
        .with(SourceOption.VAL_KEY, valKey);
  }

  /** The format of a name on the command line. */
  static GraphFormat format(String name) {
    String question = Nearest.question(name, GraphFormat.names());
    if (!GraphFormat.names().contains(name) && !question.isEmpty()) {
      throw new IllegalArgumentException("unknown format '%s'%s".formatted(name, question));
    }
    return GraphFormat.parse(name);
  }

  private @Nullable SplitChoice chosenSplit() {
    if (split == null) {
      if (splits != null) {
        throw new IllegalArgumentException(
            "--splits counts random splits: it needs --split per-class:... or ratio:...");
      }
      return null;
    }
    SplitChoice seeded = split.seeded(splitSeed);
    return splits == null ? seeded : seeded.times(splits);
  }
}
