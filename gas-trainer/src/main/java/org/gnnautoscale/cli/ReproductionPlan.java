package org.gnnautoscale.cli;

import java.util.List;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.reproduce.Cell;
import org.gnnautoscale.train.Mode;

/**
 * Which cells of a published table are repeated, and how.
 *
 * @param cells of the whole table
 * @param chosen those to train and to show
 * @param dataSets that the cells name
 * @param runs of a cell; empty: as many as were published
 * @param mode historical embeddings or full batch
 * @param trains whether missing runs are trained; else what is kept is shown
 * @param existing whether runs that are kept are trained again
 * @param data directory of the publishers' files
 * @param output directory of the finished runs
 */
record ReproductionPlan(
    List<Cell> cells,
    List<Cell> chosen,
    List<DataSet> dataSets,
    OptionalInt runs,
    Mode mode,
    boolean trains,
    Existing existing,
    Path data,
    Path output) {

  ReproductionPlan {
    cells = List.copyOf(cells);
    chosen = List.copyOf(chosen);
    dataSets = List.copyOf(dataSets);
  }

  /** small or large. */
  String table() {
    return cells.get(0).table();
  }

  int runs(Cell cell) {
    return runs.orElse(cell.runs());
  }

  DataSet dataSet(Cell cell) {
    return dataSets.stream()
        .filter(set -> set.name().equals(cell.dataset()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no data set is called " + cell.dataset()));
  }

  /** The table as a file. */
  Path markdown() {
    return new Path(output, table() + ".md");
  }
}
