package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.numpy.NpyArray;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory of NumPy arrays. Ids are positions; only the edges are required.
 *
 * <pre>
 * edge_index.npy  whole [2, E]
 * x.npy           number [N, F]
 * y.npy           whole or text [N], or 0/1 [N, C] for several labels
 * train_mask.npy  val_mask.npy  test_mask.npy  boolean [N] or [N, S]
 * </pre>
 */
public final class NumpyReader implements GraphReader {

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    Storage.list(input.path(), ".*");
    NpyArray edgeIndex = NpyArray.of(new Path(input.path(), "edge_index.npy"));
    @Nullable NpyArray x = optional(input.path(), "x");
    @Nullable NpyArray y = optional(input.path(), "y");
    int nodes = x != null ? ArrayParts.rows(x) : y != null ? ArrayParts.rows(y) : -1;
    nodes = x != null && y != null ? agreed(x, y) : nodes;
    try (var stage = input.progress().stage("read arrays", -1)) {
      int known = nodes >= 0 ? nodes : highest(edgeIndex) + 1;
      EdgeList edges = ArrayParts.edgeColumns(edgeIndex, known);
      RawGraph graph = RawGraph.plain(input.title(), NodeIds.positions(known, 0), edges);
      if (x != null) {
        graph = graph.withFeatures(ArrayParts.features(x, known), FeatureChoice.RAW);
      }
      if (y != null) {
        graph = graph.withLabels(ArrayParts.labels(y, known, 0));
      }
      stage.advance(1);
      return graph.withSplits(splits(input.path(), known));
    }
  }

  /** The number of nodes; of a transposed x, the labels tell it. */
  private static int agreed(NpyArray x, NpyArray y) throws IOException {
    int rows = ArrayParts.rows(y);
    boolean transposed = x.rank() == 2 && x.length(0) != rows && x.length(1) == rows;
    return transposed ? rows : ArrayParts.rows(x);
  }

  private static @Nullable NpyArray optional(Path directory, String name) throws IOException {
    Path file = new Path(directory, name + ".npy");
    return Storage.exists(file) ? NpyArray.of(file) : null;
  }

  private static int highest(NpyArray edgeIndex) throws IOException {
    long highest = -1;
    for (long id : edgeIndex.wholeNumbers()) {
      highest = Math.max(highest, id);
    }
    if (highest >= Integer.MAX_VALUE - 8) {
      throw edgeIndex
          .origin()
          .bad("an edge names a node by an id that is no position")
          .with("value", highest)
          .fix("number the nodes from 0, or import with the format snap or csv");
    }
    return (int) highest;
  }

  private static @Nullable NodeSplits splits(Path directory, int nodes) throws IOException {
    MaskParts masks = MaskParts.nodesFirst(nodes);
    byte role = NodeSplits.TRAIN;
    for (String name : new String[] {"train_mask", "val_mask", "test_mask"}) {
      @Nullable NpyArray mask = optional(directory, name);
      if (mask != null) {
        masks.add(mask, role);
      }
      role++;
    }
    return masks.isEmpty() ? null : masks.splits();
  }
}
