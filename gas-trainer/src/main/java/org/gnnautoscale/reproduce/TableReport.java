package org.gnnautoscale.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gnnautoscale.train.Spread;
import org.jspecify.annotations.Nullable;

/**
 * A published table with ours beside it: in words, as Markdown, or for programs.
 *
 * @param table small or large
 * @param cells those that are to be shown
 */
public record TableReport(String table, List<CellReport> cells) {

  private static final String MEASURE =
      "Test accuracy in % (micro-F1 where nodes have several labels), mean +- std over runs";
  private static final String FULL_BATCH =
      "GAS against the full batch, over the seeds that both have";

  /** Copies the list. */
  public TableReport {
    cells = List.copyOf(cells);
  }

  /** Lines for a terminal. */
  public List<String> text() {
    List<String> lines = new ArrayList<>(List.of(MEASURE, ""));
    lines.addAll(published().text());
    if (!fullBatch().isEmpty()) {
      lines.addAll(List.of("", FULL_BATCH, ""));
      lines.addAll(fullBatch().text());
    }
    lines.add("");
    lines.addAll(new Legend(cells).lines());
    return lines;
  }

  /** A Markdown file. */
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("# Published results, repeated: %s graphs".formatted(table));
    lines.add("");
    lines.add(
        "Written by `gas reproduce %s`: do not edit. Runs: [%s](%s)."
            .formatted(table, table, table));
    lines.addAll(List.of(MEASURE + ".", ""));
    lines.addAll(published().markdown());
    if (!fullBatch().isEmpty()) {
      lines.addAll(List.of("", "## " + FULL_BATCH, ""));
      lines.addAll(fullBatch().markdown());
    }
    lines.add("");
    new Legend(cells).lines().forEach(line -> lines.add("- " + line));
    return String.join("\n", lines).replace("+-", "±") + "\n";
  }

  private Grid published() {
    Grid grid = grid("ours", "published GAS");
    for (CellReport report : cells) {
      Standing gas = report.gas();
      String absent = report.data() == CellReport.Data.ABSENT ? "data absent" : "-";
      String ours = gas.finished().isEmpty() ? absent : percent(gas.test());
      Count runs = new Count(gas.finished().size(), gas.missing().size());
      grid.row(row(report, runs, ours, report.cell().gas().toString(), report.againstPublished()));
    }
    return grid;
  }

  private Grid fullBatch() {
    Grid grid = grid("our GAS", "our full batch");
    for (CellReport report : cells) {
      Standing full = report.full();
      List<Long> seeds = report.commonSeeds();
      if (!full.finished().isEmpty()) {
        String ours = seeds.isEmpty() ? "-" : percent(report.gas().test(seeds));
        String other = percent(seeds.isEmpty() ? full.test() : full.test(seeds));
        Count runs =
            seeds.isEmpty()
                ? new Count(full.finished().size(), full.missing().size())
                : new Count(seeds.size(), report.missingCommonSeeds().size());
        grid.row(row(report, runs, ours, other, report.againstFullBatch()));
      }
    }
    return grid;
  }

  private static Grid grid(String ours, String other) {
    return new Grid(
        "model", "data set", "runs", ours, other, "diff.", "verdict", "published full batch");
  }

  /** Runs that a row is about, and those that it lacks. */
  private record Count(int finished, int missing) {

    /** How many are finished, and how many are to be if that is more. */
    @Override
    public String toString() {
      return missing == 0
          ? Integer.toString(finished)
          : "%d of %d".formatted(finished, finished + missing);
    }

    String word(CellReport.Verdict verdict) {
      String word = verdict.passed() ? "pass" : "fail";
      return missing == 0 ? word : "(%s)".formatted(word);
    }
  }

  private static List<String> row(
      CellReport report,
      Count runs,
      String ours,
      String other,
      CellReport.@Nullable Verdict verdict) {
    Figure full = report.cell().fullBatch();
    return List.of(
        report.cell().model(),
        report.cell().dataset(),
        runs.toString(),
        ours,
        other,
        verdict == null ? "-" : String.format(Locale.ROOT, "%+.2f", 100 * verdict.difference()),
        verdict == null ? "-" : runs.word(verdict),
        full == null ? "-" : full.toString());
  }

  private static String percent(Spread spread) {
    return spread.perRun().size() == 1
        ? String.format(Locale.ROOT, "%.2f", 100 * spread.mean())
        : String.format(Locale.ROOT, "%.2f +- %.2f", 100 * spread.mean(), 100 * spread.std());
  }

  /** Whether every cell has all its runs, and passes. */
  public boolean passed() {
    return cells.stream()
        .allMatch(
            report -> {
              CellReport.Verdict verdict = report.againstPublished();
              return verdict != null && verdict.passed() && report.gas().missing().isEmpty();
            });
  }

  /** For {@code --json}. */
  public Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("table", table);
    map.put("tolerance", CellReport.TOLERANCE);
    map.put("passed", passed());
    map.put("cells", cells.stream().map(CellReport::toMap).toList());
    return map;
  }
}
