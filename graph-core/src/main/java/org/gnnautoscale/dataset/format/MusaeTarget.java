package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/** The target file of MUSAE: a row a node, with its id and its label among other columns. */
final class MusaeTarget {

  private static final String USUAL_ID = "id";

  private final SourceOptions options;
  private final TextIds ids;

  /**
   * Prepares.
   *
   * @param options the names of the two columns
   * @param ids to which the file's are added
   */
  MusaeTarget(SourceOptions options, TextIds ids) {
    this.options = options;
    this.ids = ids;
  }

  /**
   * Reads ids and labels.
   *
   * @throws IllegalArgumentException if it is not known which column holds the labels
   */
  NodeLabels read(Path file, Progress progress) throws IOException {
    long bytes = Storage.status(file, "file").getLen();
    try (var stage = progress.stage("read targets", bytes);
        CsvTable table = CsvTable.open(file, stage)) {
      int id = column(table, SourceOption.ID_COLUMN, USUAL_ID);
      int label = column(table, SourceOption.LABEL_COLUMN, null);
      LabelColumn labels = new LabelColumn(table.origin(), table.columns().get(label));
      while (table.next()) {
        add(table, id);
        labels.add(table, label);
      }
      if (ids.size() == 0) {
        throw table.origin().bad("the file holds no node").fix("copy or download the file again");
      }
      return labels.labels();
    }
  }

  private void add(CsvTable table, int column) throws IOException {
    String id = table.value(column).strip();
    if (id.isEmpty()) {
      throw table.badValue("a node has no id", column).fix("give every node an id");
    }
    if (ids.find(id) >= 0) {
      throw table
          .badValue("a node occurs twice", column)
          .fix(
              "remove one of the rows; if %s is not the column of ids, name it by %s"
                  .formatted(table.columns().get(column), SourceOption.ID_COLUMN));
    }
    ids.add(id);
  }

  private int column(CsvTable table, SourceOption option, @Nullable String usual)
      throws IOException {
    String found = String.join(", ", table.columns());
    @Nullable String name = options.get(option).orElse(usual);
    if (name == null || (options.get(option).isEmpty() && table.optionalColumn(name) < 0)) {
      throw new IllegalArgumentException(
          "%s is needed: which column of %s is it? There are: %s"
              .formatted(option, table.origin().file().getName(), found));
    }
    int column = table.optionalColumn(name);
    if (column < 0) {
      throw table
          .bad("the header has no column '%s'".formatted(name))
          .with("expected", found)
          .with("value", name)
          .fix("give %s one of the names that are there".formatted(option));
    }
    return column;
  }
}
