package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory of the Open Graph Benchmark: one graph whose nodes are to be classified. Ids
 * are positions. Files have no header; {@code .gz} may be missing.
 *
 * <pre>
 * raw/num-node-list.csv.gz  raw/num-edge-list.csv.gz   a number each
 * raw/edge.csv.gz           two ids a line
 * raw/node-feat.csv.gz      f numbers a line; optional
 * raw/node-label.csv.gz     a class number a line, or a 0 or 1 for each of several labels
 * split/NAME/train.csv.gz  valid.csv.gz  test.csv.gz   an id a line; each NAME is a split
 * </pre>
 *
 * @see <a href="https://ogb.stanford.edu/docs/nodeprop/">OGB</a>
 */
public final class OgbReader implements GraphReader {

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    Storage.list(input.path(), ".*");
    Path raw = new Path(input.path(), "raw");
    Progress progress = input.progress();
    int nodes = count(raw, "num-node-list");
    EdgeList edges = edges(raw, nodes, progress);
    NodeLabels labels =
        labels(NumberRows.read(file(raw, "node-label"), "read labels", progress), nodes);
    RawGraph graph =
        RawGraph.plain(input.title(), NodeIds.positions(nodes, 0), edges)
            .withFeatures(features(raw, nodes, progress), FeatureChoice.RAW)
            .withLabels(labels);
    return graph.withSplits(splits(new Path(input.path(), "split"), nodes));
  }

  private static Path file(Path directory, String name) throws IOException {
    Path plain = new Path(directory, name + ".csv");
    return Storage.exists(plain) ? plain : plain.suffix(".gz");
  }

  private static int count(Path raw, String name) throws IOException {
    try (TextLines lines = TextLines.open(file(raw, name))) {
      lines.next();
      long count = lines.wholeNumber("a number of nodes or edges");
      lines.requireEnd("one number");
      if (count < 1 || count > Integer.MAX_VALUE - 8) {
        throw lines
            .bad("a graph has too few or too many nodes or edges")
            .with("expected", "1 to " + (Integer.MAX_VALUE - 8))
            .with("value", count)
            .fix("import data sets of one graph, of less than 2^31 nodes and edges");
      }
      if (lines.next()) {
        throw lines
            .bad("the directory holds several graphs")
            .with("expected", "one line")
            .with("value", lines.text())
            .fix("only data sets whose nodes are classified (ogbn-...) can be imported");
      }
      return (int) count;
    }
  }

  private static EdgeList edges(Path raw, int nodes, Progress progress) throws IOException {
    int expected = count(raw, "num-edge-list");
    Path file = file(raw, "edge");
    EdgeList edges = EdgeList.unweighted(Origin.of(file));
    try (var stage = progress.stage("read edges", Storage.status(file, "file").getLen());
        TextLines lines = TextLines.openCommas(file, stage)) {
      while (lines.next()) {
        int from = end(lines, nodes, 0);
        int to = end(lines, nodes, 1);
        lines.requireEnd("two node ids");
        edges.add(from, to);
      }
    }
    if (edges.size() != expected) {
      throw unequal(edges.origin(), "edges, as num-edge-list says", expected, edges.size());
    }
    return edges;
  }

  private static int end(TextLines lines, int nodes, int column) throws IOException {
    long id = lines.wholeNumber("two node ids");
    if (id < 0 || id >= nodes) {
      throw lines
          .bad("an edge names an unknown node")
          .with("column", column)
          .with("expected", "0 to " + (nodes - 1))
          .with("value", id)
          .fix("ids are positions, counted from 0: correct the edge");
    }
    return (int) id;
  }

  private static @Nullable NodeFeatures features(Path raw, int nodes, Progress progress)
      throws IOException {
    Path file = file(raw, "node-feat");
    if (!Storage.exists(file)) {
      return null;
    }
    NumberRows rows = NumberRows.read(file, "read features", progress);
    requireRows(rows, nodes);
    return rows.features();
  }

  private static NodeLabels labels(NumberRows rows, int nodes) throws IOException {
    requireRows(rows, nodes);
    return rows.labels();
  }

  private static void requireRows(NumberRows rows, int nodes) throws IOException {
    if (rows.size() != nodes) {
      throw unequal(rows.origin(), "rows, as num-node-list says", nodes, rows.size());
    }
  }

  private static BadDataException unequal(Origin origin, String what, int expected, int found) {
    return origin
        .bad("files of one graph have unequal lengths")
        .with("expected", "%d %s".formatted(expected, what))
        .with("found", found)
        .fix("use the files of one data set; if this one is truncated, copy it again");
  }

  private static @Nullable NodeSplits splits(Path directory, int nodes) throws IOException {
    List<byte[]> splits = new ArrayList<>();
    if (Storage.exists(directory)) {
      for (FileStatus entry : Storage.list(directory, ".*")) {
        if (entry.isDirectory()) {
          splits.add(split(entry.getPath(), nodes));
        }
      }
    }
    return splits.isEmpty() ? null : NodeSplits.of(splits.toArray(byte[][]::new));
  }

  private static byte[] split(Path directory, int nodes) throws IOException {
    ListedSplit split = new ListedSplit(nodes);
    byte role = NodeSplits.TRAIN;
    for (String name : new String[] {"train", "valid", "test"}) {
      try (TextLines lines = TextLines.open(file(directory, name))) {
        while (lines.next()) {
          long node = lines.wholeNumber("a node id");
          lines.requireEnd("one id in a line");
          split.add(node, role, lines::bad);
        }
      }
      role++;
    }
    return split.roles();
  }
}
