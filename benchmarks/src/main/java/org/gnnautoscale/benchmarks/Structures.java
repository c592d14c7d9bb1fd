package org.gnnautoscale.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.gnnautoscale.dataset.format.GraphFormat;
import org.gnnautoscale.dataset.format.GraphInput;
import org.gnnautoscale.dataset.format.SourceOptions;
import org.gnnautoscale.dataset.generate.CommunityOptions;
import org.gnnautoscale.dataset.generate.GraphDrawing;
import org.gnnautoscale.dataset.generate.GraphKind;
import org.gnnautoscale.dataset.raw.CleanEdges;
import org.gnnautoscale.dataset.raw.EdgeSource;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/** The bare structure of graphs: undirected, clean, nodes in the order of their ids. */
final class Structures {

  private Structures() {}

  /** Reads a file of one of the import formats. */
  static CsrGraph read(GraphFormat format, String path, @Nullable String name) throws IOException {
    GraphInput input =
        new GraphInput(Storage.path(path), name, false, SourceOptions.none(), Progress.silent());
    RawGraph raw = format.reader().read(input);
    CleanEdges edges = CleanEdges.undirected(raw.edges(), raw.ids());
    return of(edges, places(raw.ids()));
  }

  /** Reads a file whose lines, after a header, are two ids of 0, 1, ... with a comma between. */
  static CsrGraph readPairs(String file) throws IOException {
    List<String> lines = Files.readAllLines(Path.of(file));
    long[] pairs = new long[lines.size() - 1];
    int nodes = 0;
    for (int i = 0; i < pairs.length; i++) {
      String[] ends = lines.get(i + 1).split(",", 2);
      int src = Integer.parseInt(ends[0].strip());
      int dst = Integer.parseInt(ends[1].strip());
      nodes = Math.max(nodes, Math.max(src, dst) + 1);
      pairs[i] = CsrGraph.pair(src, dst);
    }
    return CsrGraph.ofPairs(nodes, pairs);
  }

  /** Draws a graph as {@code gas generate --seed 1} does. */
  static CsrGraph drawn(GraphKind kind, int nodes, long edges, CommunityOptions options)
      throws IOException {
    GraphDrawing drawing = new GraphDrawing(nodes, edges, 1, Progress.silent());
    return of(drawing.draw(kind, options).edges(), IntStream.range(0, nodes).toArray());
  }

  private static CsrGraph of(EdgeSource edges, int[] place) throws IOException {
    long[] pairs = new long[(int) edges.size()];
    int[] end = {0};
    for (int slice = 0; slice < edges.slices(); slice++) {
      edges.forEach(
          slice, (src, dst, weight) -> pairs[end[0]++] = CsrGraph.pair(place[src], place[dst]));
    }
    return CsrGraph.ofPairs(place.length, pairs);
  }

  private static int[] places(NodeIds ids) {
    int[] place = new int[ids.size()];
    int[] order =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted((a, b) -> Long.compare(ids.number(a), ids.number(b)))
            .mapToInt(i -> i)
            .toArray();
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    return place;
  }
}
