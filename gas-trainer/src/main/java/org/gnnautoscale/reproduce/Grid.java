package org.gnnautoscale.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text under a heading, in columns; for a terminal, or as Markdown. */
final class Grid {

  private final List<List<String>> rows = new ArrayList<>();

  /** Begins with the names of the columns. */
  Grid(String... columns) {
    rows.add(List.of(columns));
  }

  /** Adds a row; it may be shorter than the heading. */
  Grid row(List<String> values) {
    List<String> row = new ArrayList<>(values);
    while (row.size() < rows.get(0).size()) {
      row.add("");
    }
    rows.add(List.copyOf(row));
    return this;
  }

  /** Whether there is nothing below the heading. */
  boolean isEmpty() {
    return rows.size() == 1;
  }

  /** Lines whose columns align. */
  List<String> text() {
    return rows.stream()
        .map(
            row ->
                IntStream.range(0, row.size())
                    .mapToObj(c -> ("%-" + width(c) + "s").formatted(row.get(c)))
                    .collect(Collectors.joining("  "))
                    .stripTrailing())
        .toList();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(1);
  }

  /** Lines of a Markdown table. */
  List<String> markdown() {
    List<String> lines = new ArrayList<>(rows.stream().map(Grid::bars).toList());
    lines.add(1, "|" + "---|".repeat(rows.get(0).size()));
    return lines;
  }

  private static String bars(List<String> row) {
    return row.stream().collect(Collectors.joining(" | ", "| ", " |")).replaceAll(" +", " ");
  }
}
