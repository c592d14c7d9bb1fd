package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.Origin;

/**
 * The labels in a column of a table: class numbers if all are numbers, else texts; an empty one is
 * no label. Not thread-safe.
 */
final class LabelColumn {

  private final Origin origin;
  private final String column;
  private final List<String> labels = new ArrayList<>();
  private long[] lines = new long[64];

  /**
   * A column without rows.
   *
   * @param column its name
   */
  LabelColumn(Origin origin, String column) {
    this.origin = origin;
    this.column = column;
  }

  /** Adds the label in the row at hand. */
  void add(CsvTable table, int number) {
    if (labels.size() == lines.length) {
      lines = Arrays.copyOf(lines, 2 * lines.length);
    }
    lines[labels.size()] = table.line();
    labels.add(table.value(number).strip());
  }

  /**
   * The labels of all rows.
   *
   * @throws org.gnnautoscale.io.BadDataException if a class number is out of range
   */
  NodeLabels labels() throws IOException {
    boolean numbers =
        labels.stream().allMatch(text -> text.isEmpty() || text.matches("[+-]?[0-9]+(\\.[0-9]*)?"));
    if (!numbers) {
      return NodeLabels.texts(labels.toArray(String[]::new));
    }
    int[] classOf = new int[labels.size()];
    int most = -1;
    for (int node = 0; node < classOf.length; node++) {
      classOf[node] = labels.get(node).isEmpty() ? -1 : classNumber(node);
      most = Math.max(most, classOf[node]);
    }
    return NodeLabels.numbers(classOf, most + 1);
  }

  private int classNumber(int node) throws IOException {
    double number = Double.parseDouble(labels.get(node));
    if (number != Math.rint(number) || number < -1 || number >= Integer.MAX_VALUE) {
      throw NodeLabels.outOfRange(
          origin.bad("label is out of range").with("row", lines[node]).with("column", column),
          labels.get(node),
          0);
    }
    return (int) number;
  }
}
