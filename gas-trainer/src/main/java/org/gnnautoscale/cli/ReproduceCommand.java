package org.gnnautoscale.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.gnnautoscale.dataset.download.RemoteFile;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.reproduce.Cell;
import org.gnnautoscale.reproduce.PublishedTables;
import org.gnnautoscale.reproduce.TableReport;
import org.gnnautoscale.train.Mode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gas reproduce}. */
@Command(
    name = "reproduce",
    customSynopsis = "gas reproduce small|large [OPTIONS]%n",
    description = {
      "Train the cells of a published result table, and print ours beside the published figures.",
      "",
      "Runs have the seeds 1, 2, ... and the settings of the preset. Each is kept as soon as it has",
      "ended, so that a stopped table goes on where it was; a finished one is only printed.",
    },
    footer = {
      "",
      "A kept run that was made with other settings, other data or by an older format does not",
      "count: this is told, and it is trained again. --overwrite trains all of them again.",
      "",
      "Examples:",
      "  gas reproduce small",
      "  gas reproduce small --dataset cora,amazon-photo --runs 10",
      "  gas reproduce small --dataset cora --model gcn,gat --mode full",
      "  gas reproduce small --table",
      "  gas reproduce large --dataset ogbn-arxiv --data /data/graphs --work /scratch/gas",
      "",
      "See docs/guides/reproduce.md.",
    })
final class ReproduceCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "small|large",
      description = "Which table: GCN, GAT, APPNP and GCNII, or GCN, GCNII and PNA.")
  private String table;

  @Option(
      names = "--dataset",
      paramLabel = "NAME",
      split = ",",
      description = "Only these data sets: cora, citeseer, ... (default: all).")
  private List<String> datasets = new ArrayList<>();

  @Option(
      names = "--model",
      paramLabel = "NAME",
      split = ",",
      description = "Only these models: gcn, gat, ... (default: all).")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--runs",
      paramLabel = "R",
      description = "How many runs a cell is to have (default: as many as were published).")
  private @Nullable Integer runs;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description =
          "gas, or full for the same cells on the full batch, which are kept apart (default: gas).")
  private Mode mode = Mode.GAS;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The publishers' files, a directory for each data set (default: ${DEFAULT-VALUE}).")
  private String data = "data";

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Graphs and stores, kept for the next call (default: ${DEFAULT-VALUE}).")
  private String work = "gas-reproduce";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Finished runs, and the table as Markdown (default: ${DEFAULT-VALUE}).")
  private String output = "docs/benchmarks/reproduce";

  @Option(names = "--table", description = "Print what is kept; make and train nothing.")
  private boolean only;

  @Mixin private CommonOptions common;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Console console = common.console();
    ReproductionPlan plan = plan();
    WorkStores stores = new WorkStores(plan.data(), Storage.path(work), console);
    Reproduction reproduction =
        new Reproduction(
            plan, stores, (model, dataset) -> Settings.resolve(model, dataset, null, List.of()));
    TableReport report = reproduction.run(console);
    Table lines = new Table();
    report.text().forEach(lines::line);
    int code = console.finish(report.toMap(), lines);
    reproduction.requireNoneDiverged();
    return code;
  }

  private ReproductionPlan plan() throws IOException {
    List<Cell> all = PublishedTables.cells();
    requireKnown("table", List.of(table), distinct(all, Cell::table));
    List<Cell> cells = all.stream().filter(cell -> cell.table().equals(table)).toList();
    requireKnown("--dataset", datasets, distinct(cells, Cell::dataset));
    requireKnown("--model", models, distinct(cells, Cell::model));
    if (runs != null && runs < 1) {
      throw new IllegalArgumentException("--runs must be at least 1, got " + runs);
    }
    return new ReproductionPlan(
        cells,
        chosen(cells),
        dataSets(cells),
        runs == null ? OptionalInt.empty() : OptionalInt.of(runs),
        mode,
        !only,
        common.existing(),
        Storage.path(data),
        Storage.path(output));
  }

  private static List<DataSet> dataSets(List<Cell> cells) throws IOException {
    DatasetTable table = DatasetTable.read();
    return distinct(cells, Cell::dataset).stream()
        .map(table::find)
        .map(
            source ->
                new DataSet(
                    source.name(),
                    source.files().stream().map(RemoteFile::name).toList(),
                    source.importArguments()))
        .toList();
  }

  private List<Cell> chosen(List<Cell> cells) {
    List<Cell> chosen =
        cells.stream()
            .filter(cell -> datasets.isEmpty() || datasets.contains(cell.dataset()))
            .filter(cell -> models.isEmpty() || models.contains(cell.model()))
            .toList();
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException(
          "no figures of %s on %s were published"
              .formatted(String.join(", ", models), String.join(", ", datasets)));
    }
    return chosen;
  }

  /** The mode of a name on the command line. */
  static Mode mode(String name) {
    return switch (name) {
      case "gas" -> Mode.GAS;
      case "full" -> Mode.FULL;
      default ->
          throw new IllegalArgumentException("mode must be gas or full, got '%s'".formatted(name));
    };
  }

  private static List<String> distinct(List<Cell> cells, Function<Cell, String> part) {
    return cells.stream().map(part).distinct().toList();
  }

  private static void requireKnown(String option, List<String> given, List<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "%s '%s' is not in the published tables%s\n  known    %s"
                .formatted(option, name, Nearest.question(name, known), String.join(", ", known)));
      }
    }
  }
}
