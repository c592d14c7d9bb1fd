package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a METIS graph file: comment lines that begin with {@code %}; a header {@code n m [fmt
 * [ncon]]}; then a line a node with its neighbors. Ids are positions, counted from 1.
 *
 * <p>The digits of {@code fmt} say what else a line holds: a size (read over) and {@code ncon}
 * weights of the node before its neighbors, and a weight after each neighbor.
 *
 * @see <a href="https://github.com/KarypisLab/METIS">METIS manual, section 4.1.1</a>
 */
public final class MetisReader implements GraphReader {

  /** The first line. */
  private record Header(int nodes, long edges, boolean sizes, int weights, boolean edgeWeights) {}

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    long bytes = Storage.status(input.path(), "file").getLen();
    try (var stage = input.progress().stage("read edges", bytes);
        TextLines lines = TextLines.open(input.path(), stage)) {
      Header header = header(lines);
      Origin origin = Origin.of(input.path());
      EdgeList edges = header.edgeWeights ? EdgeList.weighted(origin) : EdgeList.unweighted(origin);
      List<float[]> weights = new ArrayList<>(); // the header may promise more than there is
      for (int node = 0; node < header.nodes; node++) {
        requireLine(lines, node, header);
        float[] own = nodeWeights(lines, header);
        if (header.weights > 0) {
          weights.add(own);
        }
        neighbors(lines, node, header, edges);
      }
      requireNoMore(lines, header);
      requireEdges(edges, header, input.directed());
      return RawGraph.plain(input.title(), NodeIds.positions(header.nodes, 1), edges)
          .withWeights(columns(weights, header));
    }
  }

  private static Header header(TextLines lines) throws IOException {
    if (!nextLine(lines)) {
      throw lines.origin().bad("the file has no header").with("expected", "n m [fmt [ncon]]");
    }
    long nodes = lines.wholeNumber("the number of nodes");
    long edges = lines.wholeNumber("the number of edges");
    long format = lines.hasMore() ? lines.wholeNumber("fmt, three digits of 0 and 1") : 0;
    long count = lines.hasMore() ? lines.wholeNumber("the number of weights of a node") : 1;
    lines.requireEnd("n m [fmt [ncon]]");
    boolean known = Long.toString(format).matches("[01]{1,3}");
    if (nodes < 0
        || nodes >= Integer.MAX_VALUE - 8
        || edges < 0
        || count < 0
        || count > 1000
        || !known) {
      throw lines
          .bad("the header is wrong")
          .with("expected", "n m [fmt [ncon]], fmt of up to three digits 0 or 1")
          .with("value", lines.text())
          .fix("correct the first line, or check that the file is a METIS graph");
    }
    boolean weighted = format / 10 % 10 == 1;
    return new Header(
        (int) nodes, edges, format / 100 == 1, weighted ? (int) count : 0, format % 10 == 1);
  }

  private static boolean nextLine(TextLines lines) throws IOException {
    boolean found = lines.next();
    while (found && lines.startsWith('%')) {
      found = lines.next();
    }
    return found;
  }

  private static void requireLine(TextLines lines, int node, Header header) throws IOException {
    if (!nextLine(lines)) {
      throw lines
          .bad("the file is truncated: lines are missing")
          .with("expected", "%d lines of nodes, as the header says".formatted(header.nodes))
          .with("found", node)
          .fix("copy the file again, or correct its header");
    }
  }

  private static float[] nodeWeights(TextLines lines, Header header) throws IOException {
    if (header.sizes) {
      lines.wholeNumber("the size of the node");
    }
    float[] weights = new float[header.weights];
    for (int i = 0; i < weights.length; i++) {
      weights[i] =
          FeatureChecks.requireWeight(
              lines.anyNumber("a weight of the node"),
              () -> lines.bad("a node weight is out of range"));
    }
    return weights;
  }

  private static void neighbors(TextLines lines, int node, Header header, EdgeList edges)
      throws IOException {
    while (lines.hasMore()) {
      long neighbor = lines.wholeNumber("the number of a node");
      if (neighbor < 1 || neighbor > header.nodes) {
        throw lines
            .bad(
                neighbor < 0
                    ? "an edge names a node by a negative id"
                    : "an edge names an unknown node")
            .with("value", neighbor)
            .with("expected", "1 to " + header.nodes)
            .fix("ids are positions, counted from 1: correct the line or the header");
      }
      float weight =
          header.edgeWeights
              ? FeatureChecks.requireWeight(
                  lines.anyNumber("the weight of the edge"),
                  () -> lines.bad("an edge weight is out of range"))
              : 1;
      edges.add(node, (int) neighbor - 1, weight);
    }
  }

  private static void requireNoMore(TextLines lines, Header header) throws IOException {
    while (nextLine(lines)) {
      if (lines.hasMore()) {
        throw lines
            .bad("the file has more lines than nodes")
            .with("expected", header.nodes + " lines, as the header says")
            .with("value", lines.text())
            .fix("correct the header, or remove the lines");
      }
    }
  }

  private static void requireEdges(EdgeList edges, Header header, boolean directed)
      throws IOException {
    boolean once = directed && edges.size() == header.edges;
    if (edges.size() != 2 * header.edges && !once) {
      throw edges
          .origin()
          .bad("the number of edges differs from the header")
          .with(
              "expected",
              "%d entries, each of %d edges in two lines".formatted(2 * header.edges, header.edges))
          .with("found", edges.size())
          .fix(
              "copy the file again if it is truncated; list each edge in the lines of both its nodes; or correct the header");
    }
  }

  private static @Nullable NodeFeatures columns(List<float[]> weights, Header header) {
    return header.weights == 0 ? null : NodeFeatures.dense(header.weights, weights::get);
  }
}
