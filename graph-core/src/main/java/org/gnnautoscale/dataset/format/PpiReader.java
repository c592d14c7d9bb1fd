package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.numpy.NpyArray;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory in the layout of PPI: graphs to train on, others to validate and to test with.
 * They become one graph, in which no edge joins those of two sets.
 *
 * <pre>
 * SET_graph.json    node-link JSON: nodes[].id, links[].source, .target, perhaps .weight
 * SET_feats.npy     [n, f]
 * SET_labels.npy    [n, C] of 0 and 1
 * SET_graph_id.npy  [n], the graph of each node, for checking; optional
 * </pre>
 *
 * <p>SET is {@code train}, {@code valid} and {@code test}; with a name, files may begin with {@code
 * NAME_}. Ids are positions and begin at 0 in each set: the id kept is {@code SET:id}.
 */
public final class PpiReader implements GraphReader {

  private static final String[] SETS = {"train", "valid", "test"};

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    Storage.list(input.path(), ".*");
    Origin origin = Origin.of(input.path());
    Union union = new Union(EdgeList.weighted(origin));
    for (String set : SETS) {
      union.add(set, input);
    }
    return union.graph(input.title(), origin);
  }

  /** The sets that were read. */
  private static final class Union {

    private final EdgeList edges;
    private final List<String> ids = new ArrayList<>();
    private final List<float[]> features = new ArrayList<>();
    private final List<float[]> labels = new ArrayList<>();
    private byte[] roles = {};

    Union(EdgeList edges) {
      this.edges = edges;
    }

    void add(String set, GraphInput input) throws IOException {
      Path start = start(set, input);
      Path idsFile = start.suffix("_graph_id.npy");
      @Nullable NpyArray graphIds =
          Storage.exists(idsFile) ? NpyArray.of(idsFile).requireRank(1, "[n]") : null;
      int nodes = addLinks(set, start.suffix("_graph.json"), graphIds, input.progress());
      if (graphIds != null) {
        ArrayParts.requireRows(graphIds, nodes, "");
      }
      addRows(start.suffix("_feats.npy"), nodes, features, "F");
      addRows(start.suffix("_labels.npy"), nodes, labels, "C");
      int before = roles.length;
      roles = Arrays.copyOf(roles, before + nodes);
      Arrays.fill(roles, before, roles.length, (byte) (Arrays.asList(SETS).indexOf(set) + 1));
      for (int node = 0; node < nodes; node++) {
        ids.add(set + ":" + node);
      }
    }

    private int addLinks(String set, Path graph, @Nullable NpyArray graphIds, Progress progress)
        throws IOException {
      long[] graphOf = graphIds == null ? new long[0] : graphIds.wholeNumbers();
      long bytes = Storage.status(graph, "file").getLen();
      try (var stage = progress.stage("read graphs: " + set, bytes);
          JsonStream json = JsonStream.open(graph, stage)) {
        return new NodeLinks(json, edges, ids.size(), graphOf).read();
      }
    }

    private static Path start(String set, GraphInput input) throws IOException {
      Path named = new Path(input.path(), input.name() + "_" + set);
      boolean isNamed = input.name() != null && Storage.exists(named.suffix("_graph.json"));
      return isNamed ? named : new Path(input.path(), set);
    }

    private static void addRows(Path file, int nodes, List<float[]> rows, String width)
        throws IOException {
      NpyArray array = NpyArray.of(file).requireRank(2, "[n, %s]".formatted(width));
      ArrayParts.requireRows(array, nodes, width);
      if (!rows.isEmpty() && rows.get(0).length != array.length(1)) {
        throw ArrayParts.unequal(
            array, "[%d, %d], as in train".formatted(nodes, rows.get(0).length));
      }
      float[][] values = array.floatRows();
      int columns = Math.toIntExact(array.length(1));
      if (width.equals("C")) {
        NodeLabels.several(values, columns, array.origin());
      } else {
        FeatureChecks.dense(values, columns, array.origin());
      }
      rows.addAll(Arrays.asList(values));
    }

    RawGraph graph(String name, Origin origin) throws IOException {
      int width = features.isEmpty() ? 0 : features.get(0).length;
      int columns = labels.isEmpty() ? 0 : labels.get(0).length;
      return RawGraph.plain(
              name, NodeIds.texts(ids.toArray(String[]::new)), edges.withoutUnitWeights())
          .withFeatures(
              FeatureChecks.dense(features.toArray(float[][]::new), width, origin),
              FeatureChoice.RAW)
          .withLabels(NodeLabels.several(labels.toArray(float[][]::new), columns, origin))
          .withSplits(NodeSplits.of(roles));
    }
  }
}
