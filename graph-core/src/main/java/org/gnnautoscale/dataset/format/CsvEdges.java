package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/** Edge lists of MUSAE and GEMSEC: a header of any two names, then two node ids a line. */
final class CsvEdges {

  private CsvEdges() {}

  /**
   * Reads edges.
   *
   * @param ids of the nodes; if there are none, those of the edges are added
   * @param nodesFile that lists the nodes, for errors
   * @throws org.gnnautoscale.io.BadDataException if an edge names an unknown node
   */
  static EdgeList read(Path file, TextIds ids, String nodesFile, Progress progress)
      throws IOException {
    boolean adds = ids.size() == 0;
    long bytes = Storage.status(file, "file").getLen();
    EdgeList edges = EdgeList.unweighted(Origin.of(file));
    try (var stage = progress.stage("read edges", bytes);
        CsvTable table = CsvTable.open(file, stage)) {
      requireHeader(table);
      while (table.next()) {
        edges.add(
            position(table, 0, ids, adds, nodesFile), position(table, 1, ids, adds, nodesFile));
      }
    }
    edges.requireSome();
    return edges;
  }

  private static void requireHeader(CsvTable table) throws IOException {
    String header = String.join(",", table.columns());
    if (table.columns().size() != 2) {
      throw table
          .bad("an edge list has two columns")
          .with("expected", "a header such as id_1,id_2")
          .with("found", header)
          .fix("keep the two columns of node ids, or import with the format csv");
    }
    if (table.columns().stream().allMatch(name -> name.matches("-?[0-9]+"))) {
      throw table
          .bad("the first line holds ids, where a header is expected")
          .with("expected", "a header such as id_1,id_2")
          .with("found", header)
          .fix("put a header line in front, or import with the format snap");
    }
  }

  private static int position(
      CsvTable table, int column, TextIds ids, boolean adds, String nodesFile) throws IOException {
    String id = table.value(column).strip();
    int position = ids.find(id);
    if (position >= 0) {
      return position;
    }
    if (id.isEmpty()) {
      throw table.badValue("an edge has no id", column).fix("complete the row");
    }
    if (!adds) {
      throw table
          .badValue("an edge names an unknown node", column)
          .fix("add the node to %s, or remove the edge".formatted(nodesFile));
    }
    return ids.add(id);
  }
}
