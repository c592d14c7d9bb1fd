package org.gnnautoscale.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands below a table: its rules, what to know of its cells, and how long it took. */
final class Legend {

  private static final String RECALLED =
      "[M]: recalled from the paper, no copy could be consulted; the other published figures are"
          + " verified";

  private final List<CellReport> cells;

  Legend(List<CellReport> cells) {
    this.cells = cells;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "pass: our mean is at least the other one less %.2f points; in brackets: runs are missing",
            100 * CellReport.TOLERANCE));
    lines.add(RECALLED);
    add(
        lines,
        "kept runs that could not be compared with the data, which is absent: ",
        this::unseen);
    add(lines, "kept runs not compared with the data, whose store is not made: ", this::unmade);
    add(lines, "runs on different parts of one graph: ", this::mixed);
    long runs = runs().count();
    if (runs > 0) {
      double seconds = runs().mapToDouble(run -> run.outcome().seconds()).sum();
      lines.add(
          "%,d %s %s, evaluations included"
              .formatted(runs, runs == 1 ? "run took" : "runs took", TimeInWords.of(seconds)));
      lines.addAll(builds());
    }
    return lines;
  }

  private void add(List<String> lines, String what, Predicate<CellReport> test) {
    List<String> names = cells.stream().filter(test).map(CellReport::name).toList();
    if (!names.isEmpty()) {
      lines.add(what + String.join(", ", names));
    }
  }

  private boolean unseen(CellReport cell) {
    return cell.data() == CellReport.Data.ABSENT && runs(cell).findAny().isPresent();
  }

  private boolean unmade(CellReport cell) {
    return cell.data() == CellReport.Data.NOT_MADE && runs(cell).findAny().isPresent();
  }

  private boolean mixed(CellReport cell) {
    return runs(cell).map(run -> run.source().contentHash()).distinct().count() > 1;
  }

  private Stream<KeptRun> runs() {
    return cells.stream().flatMap(Legend::runs);
  }

  private static Stream<KeptRun> runs(CellReport cell) {
    return Stream.of(cell.gas(), cell.full()).flatMap(standing -> standing.finished().stream());
  }

  /** Which builds trained how many runs. */
  private List<String> builds() {
    Map<String, Long> counts =
        runs()
            .collect(
                Collectors.groupingBy(Legend::build, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(
            build ->
                "%s trained %,d %s"
                    .formatted(
                        build.getKey(), build.getValue(), build.getValue() == 1 ? "run" : "runs"))
        .toList();
  }

  private static String build(KeptRun run) {
    Map<String, Object> made = run.made();
    String commit = made.containsKey("commit") ? " (%s)".formatted(made.get("commit")) : "";
    String threads = String.valueOf(made.get("threads"));
    return "gas %s%s with %s %s of engine %s"
        .formatted(
            made.get("version"),
            commit,
            threads,
            threads.equals("1") ? "thread" : "threads",
            made.get("engine"));
  }
}
