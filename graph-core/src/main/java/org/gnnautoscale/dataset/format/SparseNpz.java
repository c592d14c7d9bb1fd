package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Arrays;
import org.gnnautoscale.dataset.numpy.NpyArray;
import org.gnnautoscale.dataset.numpy.NpzFile;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeFeatures;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.dataset.raw.SparseRows;
import org.jspecify.annotations.Nullable;

/**
 * The sparse layout of gnn-benchmark: adjacency and features as CSR pieces.
 *
 * <pre>
 * adj_data [e]  adj_indices [e]  adj_indptr [n + 1]  adj_shape [2]
 * attr_data  attr_indices  attr_indptr  attr_shape, as above; or attr_matrix [n, f]; or none
 * labels [n], optional
 * </pre>
 *
 * <p>Published files give {@code attr_shape} as (rows, columns) or as (columns, rows): the row
 * pointers tell which. The texts of {@code class_names} only tell how many classes there are, as
 * the labels are numbers.
 */
final class SparseNpz {

  private final NpzFile npz;

  SparseNpz(NpzFile npz) {
    this.npz = npz;
  }

  RawGraph read(String name) throws IOException {
    CsrAdjacency adjacency = CsrAdjacency.of(npz, "adj_");
    int nodes = adjacency.nodes();
    EdgeList edges = adjacency.edges();
    return RawGraph.plain(name, NodeIds.positions(nodes, 0), edges)
        .withFeatures(features(nodes), FeatureChoice.BINARY)
        .withLabels(labels(nodes));
  }

  private @Nullable NodeFeatures features(int nodes) throws IOException {
    if (npz.has("attr_matrix")) {
      return ArrayParts.features(npz.array("attr_matrix"), nodes);
    }
    if (!npz.has("attr_data") && !npz.has("attr_indptr")) {
      return null;
    }
    Origin origin = npz.origin().array("attr");
    NpyArray indptr = npz.array("attr_indptr");
    long[] starts = indptr.wholeNumbers();
    if (starts.length != nodes + 1) {
      throw ArrayParts.unequal(
          indptr, "[%d], as the adjacency has %d rows".formatted(nodes + 1, nodes));
    }
    return SparseRows.checked(
            width(nodes),
            starts,
            npz.array("attr_indices").wholeNumbers(),
            npz.array("attr_data").floats(),
            origin)
        .features(origin);
  }

  private int width(int nodes) throws IOException {
    NpyArray array = npz.array("attr_shape");
    long[] shape = array.wholeNumbers();
    if (shape.length != 2 || (shape[0] != nodes && shape[1] != nodes)) {
      throw array
          .origin()
          .bad("arrays of one graph have unequal lengths")
          .with("expected", "(%d, F)".formatted(nodes))
          .with("found", Arrays.toString(shape))
          .fix("give every array one row for each node, in the same order");
    }
    return Math.toIntExact(shape[0] == nodes ? shape[1] : shape[0]);
  }

  private @Nullable NodeLabels labels(int nodes) throws IOException {
    if (!npz.has("labels")) {
      return null;
    }
    int declared = 0;
    if (npz.has("class_names")) {
      NpyArray names = npz.array("class_names");
      declared = names.isText() && names.rank() == 1 ? (int) names.length(0) : 0;
    }
    return ArrayParts.labels(npz.array("labels"), nodes, declared);
  }
}
