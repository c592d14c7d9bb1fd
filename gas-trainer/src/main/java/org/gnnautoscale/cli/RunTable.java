package org.gnnautoscale.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gnnautoscale.infer.ClassFigures;
import org.gnnautoscale.infer.EvaluationReport;
import org.gnnautoscale.train.Estimate;
import org.gnnautoscale.train.RoleScores;
import org.gnnautoscale.train.Spread;
import org.jspecify.annotations.Nullable;

/** Training, its result and its evaluation in words. */
final class RunTable {

  private static final int MOST_CLASSES = 20;

  /** Classes of a confusion matrix that fits a screen. */
  private static final int WIDEST_CONFUSION = 10;

  private RunTable() {}

  /** A summary, as train prints it and a run keeps it. */
  static Table of(Map<String, ?> run) {
    Table table = new Table();
    table.row("model", "%s on %s".formatted(run.get("model"), run.get("dataset")));
    table.row("nodes", (long) number(run.get("nodes")));
    table.row("edges", (long) number(run.get("edges")));
    table.row(
        "batch",
        "%s of %s parts, %,d %s an epoch"
            .formatted(
                run.get("batchParts"),
                run.get("parts"),
                batches(run),
                batches(run) == 1 ? "batch" : "batches"));
    table.row("epochs", "%s, best is %s".formatted(epochs(run), run.get("bestEpoch")));
    metric(table, "validation", run, "valMetric");
    metric(table, "test", run, "testMetric");
    for (String figure : List.of("microF1", "macroF1")) {
      String key = "test" + Character.toUpperCase(figure.charAt(0)) + figure.substring(1);
      perRun(run, key)
          .ifPresent(spread -> beside(table, String.valueOf(run.get("metric")), figure, spread));
    }
    times(table, "epoch", run.get("epochSeconds"));
    times(table, "evaluation", run.get("evalSeconds"));
    table.row("setup", Table.seconds(number(run.get("setupSeconds"))));
    table.row(
        "peak memory",
        "%s, histories %s"
            .formatted(
                Table.bytes((long) number(run.get("peakRssBytes"))),
                Table.bytes((long) number(run.get("historyBytes")))));
    if (run.get("historyRounding") instanceof Map<?, ?> rounding) {
      rounding(table, rounding);
    }
    return table;
  }

  private static void rounding(Table table, Map<?, ?> rounding) {
    table.row(
        "rounding",
        String.format(
            Locale.ROOT,
            "of histories %.2g relative (rms), at most %.2g",
            number(rounding.get("rms")),
            number(rounding.get("max"))));
    long saturated = (long) number(rounding.get("saturated"));
    if (saturated > 0) {
      table.row(
          "warning",
          String.format(
              Locale.ROOT,
              "%,d %s beyond +-65,504, which histories stored instead: set historyType=fp32",
              saturated,
              saturated == 1 ? "value was" : "values were"));
    }
  }

  /** A finished run: where it came from, too. */
  static Table ofRun(Map<String, ?> run) {
    Table table = of(run);
    table.row("parameters", (long) number(run.get("parameters")));
    table.row("size", Table.bytes((long) number(run.get("bytes"))));
    if (run.get("store") instanceof Map<?, ?> store) {
      table.row("store", String.valueOf(store.get("uri")));
      table.row("content", String.valueOf(store.get("contentHash")));
    }
    if (run.get("settings") instanceof Map<?, ?> settings) {
      table.line("settings");
      settings.forEach((key, value) -> table.row("  " + key, String.valueOf(value)));
    }
    return table;
  }

  /** An evaluation. */
  static Table of(EvaluationReport report) {
    Table table = new Table();
    table.row("model", "%s on %s".formatted(report.model(), report.dataset()));
    table.row("runs", report.scores().size());
    String name = report.metric().key();
    row(table, "training", name, report.spread(RoleScores::train));
    row(table, "validation", name, report.spread(RoleScores::val));
    row(table, "test", name, report.spread(RoleScores::test));
    report.testFigures().forEach((figure, spread) -> beside(table, name, figure.key(), spread));
    report.baseline().forEach((figure, spread) -> row(table, "baseline", figure.key(), spread));
    List<ClassFigures> classes = report.classes();
    if (!classes.isEmpty()) {
      table.line("");
      table.line("test nodes by class  precision  recall      f1       nodes");
      classes.stream().limit(MOST_CLASSES).forEach(figures -> table.line(line(figures)));
    }
    if (classes.size() > MOST_CLASSES) {
      table.line("  and %d more (--json has all)".formatted(classes.size() - MOST_CLASSES));
    }
    confusion(table, report);
    return table;
  }

  private static void confusion(Table table, EvaluationReport report) {
    List<List<Integer>> rows = report.confusion();
    if (rows.isEmpty() || rows.size() > WIDEST_CONFUSION) {
      return;
    }
    table.line("");
    table.line("test nodes by class, and by the class predicted");
    StringBuilder head = new StringBuilder(" ".repeat(20));
    report.classes().forEach(figures -> head.append(" %9.9s".formatted(figures.name())));
    table.line(head.toString());
    for (int c = 0; c < rows.size(); c++) {
      StringBuilder line =
          new StringBuilder("  %-18.18s".formatted(report.classes().get(c).name()));
      rows.get(c).forEach(count -> line.append(String.format(Locale.ROOT, " %,9d", count)));
      table.line(line.toString());
    }
  }

  /** A metric of the test nodes that is not shown already. */
  private static void beside(Table table, String shown, String metric, Spread spread) {
    if (!metric.equals(shown)) {
      row(table, "test", metric, spread);
    }
  }

  /** What training will need. */
  static Table of(Estimate memory) {
    Table table = new Table();
    row(table, "graph", memory.graph(), "off heap");
    row(table, "features", memory.features(), "off heap");
    row(table, "histories", memory.histories(), "off heap");
    row(table, "inference", memory.inference(), "off heap");
    row(table, "copies", memory.copies(), "off heap");
    row(table, "one step", memory.workspace(), "off heap");
    row(table, "parameters", memory.parameters(), "off heap");
    row(table, "batches", memory.subgraphs(), "heap");
    row(table, "objects", memory.objects(), "heap");
    row(table, "Java itself", memory.runtime(), "");
    table.line("");
    table.row("off heap", Table.bytes(memory.offHeap()));
    table.row("heap", Table.bytes(memory.heap()));
    table.row("in memory", Table.bytes(memory.total()));
    table.row("on disk", Table.bytes(memory.disk()));
    table.row("on a device", Table.bytes(memory.device()));
    return table;
  }

  private static void row(Table table, String name, long bytes, String where) {
    table.row(name, "%10s  %s".formatted(Table.bytes(bytes), where).stripTrailing());
  }

  /** Of the first run, as the best one is. */
  private static String epochs(Map<String, ?> run) {
    String planned = String.valueOf(run.get("epochs"));
    return run.get("trainedEpochs") instanceof List<?> trained
            && !trained.isEmpty()
            && !planned.equals(String.valueOf(trained.get(0)))
        ? "%s of %s".formatted(trained.get(0), planned)
        : planned;
  }

  /** Runs of earlier builds do not say, and had all of them. */
  private static long batches(Map<String, ?> run) {
    return run.containsKey("batches")
        ? (long) number(run.get("batches"))
        : (long) Math.ceil(number(run.get("parts")) / Math.max(1, number(run.get("batchParts"))));
  }

  private static String line(ClassFigures figures) {
    return String.format(
        Locale.ROOT,
        "  %-18.18s %9.4f %9.4f %9.4f %,9d",
        figures.name(),
        figures.precision(),
        figures.recall(),
        figures.f1(),
        figures.support());
  }

  private static void metric(Table table, String name, Map<String, ?> run, String key) {
    perRun(run, key)
        .ifPresent(spread -> row(table, name, String.valueOf(run.get("metric")), spread));
  }

  private static Optional<Spread> perRun(Map<String, ?> run, String key) {
    return run.get(key) instanceof Map<?, ?> spread && spread.get("perRun") instanceof List<?> runs
        ? Optional.of(new Spread(runs.stream().map(RunTable::number).toList()))
        : Optional.empty();
  }

  private static void row(Table table, String name, String metric, @Nullable Spread spread) {
    if (spread == null) {
      return;
    }
    int runs = spread.perRun().size();
    String mean = String.format(Locale.ROOT, "%s %.4f", metric, spread.mean());
    table.row(
        name,
        runs == 1
            ? mean
            : mean + String.format(Locale.ROOT, " +- %.4f (%d runs)", spread.std(), runs));
  }

  private static void times(Table table, String name, @Nullable Object spread) {
    if (spread instanceof Map<?, ?> seconds && number(seconds.get("max")) > 0) {
      table.row(
          name,
          "%s (%s to %s)"
              .formatted(
                  Table.seconds(number(seconds.get("median"))),
                  Table.seconds(number(seconds.get("min"))),
                  Table.seconds(number(seconds.get("max")))));
    }
  }

  private static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : 0;
  }
}
