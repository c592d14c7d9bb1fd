package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/**
 * Reads a directory with {@code edges.csv} (src, dst[, weight]) and {@code nodes.csv} (id[,
 * label][, split][, features...]), each with a header line. Ids are any text, and are kept as
 * numbers if all of them are.
 */
public final class CsvReader implements GraphReader {

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    Storage.list(input.path(), ".*");
    Path nodesFile = new Path(input.path(), "nodes.csv");
    Path edgesFile = new Path(input.path(), "edges.csv");
    CsvNodes nodes = nodes(nodesFile, input.progress());
    EdgeList edges = edges(edgesFile, nodes.ids(), input.progress());
    return nodes.graph(input.title(), edges);
  }

  private static CsvNodes nodes(Path file, Progress progress) throws IOException {
    long bytes = Storage.status(file, "file").getLen();
    try (var stage = progress.stage("read nodes", bytes);
        CsvTable table = CsvTable.open(file, stage)) {
      return CsvNodes.read(table);
    }
  }

  private static EdgeList edges(Path file, TextIds ids, Progress progress) throws IOException {
    long bytes = Storage.status(file, "file").getLen();
    try (var stage = progress.stage("read edges", bytes);
        CsvTable table = CsvTable.open(file, stage)) {
      int src = table.column("src", "src,dst[,weight]");
      int dst = table.column("dst", "src,dst[,weight]");
      int weight = table.optionalColumn("weight");
      requireKnown(table, weight < 0 ? 2 : 3);
      Origin origin = Origin.of(file);
      EdgeList edges = weight < 0 ? EdgeList.unweighted(origin) : EdgeList.weighted(origin);
      while (table.next()) {
        edges.add(
            position(table, src, ids),
            position(table, dst, ids),
            weight < 0 ? 1 : weight(table, weight));
      }
      return edges;
    }
  }

  private static void requireKnown(CsvTable table, int known) throws IOException {
    if (table.columns().size() != known) {
      throw table
          .bad("the header has an unknown column")
          .with("expected", "src,dst[,weight]")
          .with("value", String.join(",", table.columns()))
          .fix("remove the columns that are none of these");
    }
  }

  private static int position(CsvTable table, int column, TextIds ids) throws IOException {
    int position = ids.find(table.value(column));
    if (position < 0) {
      throw table
          .badValue("an edge names an unknown node", column)
          .fix("add the node to nodes.csv, or remove the edge");
    }
    return position;
  }

  private static float weight(CsvTable table, int column) throws IOException {
    return FeatureChecks.requireWeight(
        table.number(column), () -> table.badValue("an edge weight is out of range", column));
  }
}
