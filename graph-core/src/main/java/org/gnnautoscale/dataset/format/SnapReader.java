package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Storage;

/**
 * Reads an edge list as SNAP publishes them, plain or compressed with gzip: comment lines that
 * begin with {@code #}, then two node ids a line. Ids are any whole numbers; nodes are those with
 * an edge.
 */
public final class SnapReader implements GraphReader {

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    PositionMap positions = new PositionMap();
    EdgeList edges = EdgeList.unweighted(Origin.of(input.path()));
    long bytes = Storage.status(input.path(), "file").getLen();
    try (var stage = input.progress().stage("read edges", bytes);
        TextLines lines = TextLines.open(input.path(), stage)) {
      while (lines.next()) {
        if (lines.hasMore() && !lines.startsWith('#')) {
          int from = positions.of(lines.wholeNumber("two node ids"));
          int to = positions.of(lines.wholeNumber("two node ids"));
          lines.requireEnd("two node ids");
          edges.add(from, to);
        }
      }
    }
    edges.requireSome();
    return RawGraph.plain(input.title(), NodeIds.numbers(positions.ids()), edges);
  }
}
