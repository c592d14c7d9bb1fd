package org.gnnautoscale.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputFile;
import org.gnnautoscale.reproduce.Cell;
import org.gnnautoscale.reproduce.CellReport;
import org.gnnautoscale.reproduce.Experiment;
import org.gnnautoscale.reproduce.KeptRun.Source;
import org.gnnautoscale.reproduce.Repetition;
import org.gnnautoscale.reproduce.Repetition.Task;
import org.gnnautoscale.reproduce.Standing;
import org.gnnautoscale.reproduce.TableReport;
import org.gnnautoscale.store.Store;
import org.gnnautoscale.train.Mode;
import org.gnnautoscale.train.TrainConfig;
import org.jspecify.annotations.Nullable;

/** Repeats a published table: makes the stores, trains what is missing, compares. */
final class Reproduction {

  private final ReproductionPlan plan;
  private final WorkStores stores;
  private final Presets presets;
  private final Map<Experiment, List<Long>> diverged = new LinkedHashMap<>();

  /** Settings of a model on a data set, as they were published. */
  @FunctionalInterface
  interface Presets {

    Map<String, Object> settings(String model, String dataset) throws IOException;
  }

  /**
   * Prepares.
   *
   * @param stores of the data sets; closed when all have been made
   */
  Reproduction(ReproductionPlan plan, WorkStores stores, Presets presets) {
    this.plan = plan;
    this.stores = stores;
    this.presets = presets;
  }

  /** Trains the chosen cells, if that is planned, and tells how they compare. */
  TableReport run(Console console) throws IOException, InterruptedException {
    OutputFile.check(plan.markdown(), Existing.OVERWRITE);
    if (plan.trains()) {
      train(tasks(console), console);
    }
    TableReport all = keptTable();
    List<CellReport> chosen =
        all.cells().stream().filter(report -> plan.chosen().contains(report.cell())).toList();
    if (!plan.trains()) {
      chosen.forEach(report -> tellRefused(report, console));
    }
    return new TableReport(plan.table(), chosen);
  }

  /**
   * Tells at the end, when all else is done, which runs are missing.
   *
   * @throws BadDataException if runs diverged before they were evaluated
   */
  void requireNoneDiverged() throws BadDataException {
    if (!diverged.isEmpty()) {
      long runs = diverged.values().stream().mapToLong(List::size).sum();
      throw BadDataException.of(
              "%d %s diverged before any epoch was evaluated: the table lacks %s"
                  .formatted(runs, runs == 1 ? "run" : "runs", runs == 1 ? "it" : "them"))
          .with(
              "runs",
              diverged.entrySet().stream()
                  .map(cell -> "%s: seed %s".formatted(cell.getKey(), numbers(cell.getValue())))
                  .collect(Collectors.joining("\n")))
          .fix("they diverge again with the same settings, build and threads; the others are kept");
    }
  }

  private static String numbers(List<Long> seeds) {
    return seeds.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  /** What the chosen cells lack; all stores are made before the first run begins. */
  private List<Task> tasks(Console console) throws IOException {
    List<Task> tasks = new ArrayList<>();
    try (stores) {
      for (Cell cell : plan.chosen()) {
        Optional<Store> store = stores.make(plan.dataSet(cell), cell.parts());
        if (store.isPresent()) {
          Standing standing =
              standing(cell, plan.mode(), plan.runs(cell), Source.of(store.get().manifest()));
          tell(standing, console, "; those asked for are trained again");
          Standing left = plan.existing() == Existing.OVERWRITE ? standing.anew() : standing;
          if (!left.missing().isEmpty()) {
            tasks.add(new Task(left, store.get(), plan.existing()));
          }
        }
      }
    }
    tellAbsent(console);
    return tasks;
  }

  private void train(List<Task> tasks, Console console) throws IOException, InterruptedException {
    if (!tasks.isEmpty()) {
      try (RepetitionLog log = console.repetition(tasks)) {
        Repetition repetition = new Repetition(plan.output(), Version.build(), log);
        for (Task task : tasks) {
          List<Long> failed = repetition.run(task);
          if (!failed.isEmpty()) {
            diverged.put(task.experiment(), failed);
          }
          keptTable();
        }
      }
    }
  }

  private Standing standing(Cell cell, Mode mode, int runs, @Nullable Source source)
      throws IOException {
    Map<String, Object> settings =
        new LinkedHashMap<>(presets.settings(cell.model(), cell.dataset()));
    settings.put("mode", mode == Mode.FULL ? "full" : "gas");
    Experiment experiment = new Experiment(cell, TrainConfig.of(cell.model(), settings));
    return Standing.read(experiment, runs, plan.output(), source);
  }

  private CellReport report(Cell cell) throws IOException {
    DataSet set = plan.dataSet(cell);
    Source source =
        stores.find(set, cell.parts()).map(store -> Source.of(store.manifest())).orElse(null);
    return new CellReport(
        cell,
        standing(cell, Mode.GAS, runs(cell, Mode.GAS), source),
        standing(cell, Mode.FULL, runs(cell, Mode.FULL), source),
        data(set, source));
  }

  /** How many runs a cell is to have in a mode: what this call does not ask for, as published. */
  private int runs(Cell cell, Mode mode) {
    return plan.chosen().contains(cell) && mode == plan.mode() ? plan.runs(cell) : cell.runs();
  }

  private CellReport.Data data(DataSet set, @Nullable Source source) throws IOException {
    if (source != null) {
      return CellReport.Data.COMPARED;
    }
    return set.missing(plan.data()).isPresent() ? CellReport.Data.ABSENT : CellReport.Data.NOT_MADE;
  }

  /** All that is kept, as it is written to the Markdown file, too. */
  private TableReport keptTable() throws IOException {
    List<CellReport> reports = new ArrayList<>();
    for (Cell cell : plan.cells()) {
      reports.add(report(cell));
    }
    TableReport all = new TableReport(plan.table(), reports);
    boolean isEmpty =
        reports.stream()
            .allMatch(cell -> cell.gas().finished().isEmpty() && cell.full().finished().isEmpty());
    if (!isEmpty) {
      try (OutputFile file = OutputFile.begin(plan.markdown(), Existing.OVERWRITE)) {
        file.stream().write(all.markdown().getBytes(StandardCharsets.UTF_8));
        file.commit();
      }
    }
    return all;
  }

  private void tellAbsent(Console console) throws IOException {
    for (DataSet set : plan.chosen().stream().map(plan::dataSet).distinct().toList()) {
      Optional<Path> missing = set.missing(plan.data());
      if (missing.isPresent()) {
        console.headline(
            "the data of %s is absent: there is no %s; see gas download"
                .formatted(set.name(), missing.get()));
      }
    }
  }

  private static void tellRefused(CellReport report, Console console) {
    tell(report.gas(), console, "");
    tell(report.full(), console, "");
  }

  private static void tell(Standing standing, Console console, String cure) {
    standing
        .refused()
        .forEach(
            (reason, runs) ->
                console.headline(
                    "%s: %d kept %s not count: %s%s"
                        .formatted(
                            standing.experiment(),
                            runs,
                            runs == 1 ? "run does" : "runs do",
                            reason,
                            cure)));
  }
}
