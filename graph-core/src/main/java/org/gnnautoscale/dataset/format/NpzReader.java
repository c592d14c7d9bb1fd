package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.gnnautoscale.dataset.numpy.NpyArray;
import org.gnnautoscale.dataset.numpy.NpzFile;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.RawGraph;

/**
 * Reads an npz archive in one of two layouts, told apart by its keys. Ids are positions.
 *
 * <pre>
 * sparse (gnn-benchmark)  see {@link SparseNpz}
 * dense (Yandex)          node_features [n, f]  node_labels [n]  edges [m, 2]
 *                         train_masks  val_masks  test_masks  boolean [S, n]
 * </pre>
 */
public final class NpzReader implements GraphReader {

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    NpzFile npz = NpzFile.of(input.path());
    try (var stage = input.progress().stage("read arrays", -1)) {
      RawGraph graph;
      if (npz.has("adj_indptr") || npz.has("adj_data")) {
        graph = new SparseNpz(npz).read(input.title());
      } else if (npz.has("edges") || npz.has("node_features")) {
        graph = dense(npz, input.title());
      } else {
        throw npz.origin()
            .bad("the arrays of the file are those of no known layout")
            .with("expected", "adj_indptr, adj_indices, ... or edges, node_features, ...")
            .with("found", String.join(", ", npz.names()))
            .fix("rename the arrays, or import with the format numpy");
      }
      stage.advance(1);
      return graph;
    }
  }

  private static RawGraph dense(NpzFile npz, String name) throws IOException {
    NpyArray features = npz.array("node_features");
    NpyArray labels = npz.array("node_labels");
    features.requireRank(2, "[n, f]");
    int nodes = ArrayParts.rows(labels);
    if (features.length(0) != nodes && features.length(1) != nodes) {
      throw ArrayParts.unequal(
          labels, "[%d], as node_features is %s".formatted(features.length(0), features.shape()));
    }
    EdgeList edges = ArrayParts.edgeRows(npz.array("edges"), nodes);
    RawGraph graph =
        RawGraph.plain(name, NodeIds.positions(nodes, 0), edges)
            .withFeatures(ArrayParts.features(features, nodes), FeatureChoice.RAW)
            .withLabels(ArrayParts.labels(labels, nodes, 0));
    MaskParts masks = MaskParts.splitsFirst(nodes);
    byte role = NodeSplits.TRAIN;
    for (String mask : new String[] {"train_masks", "val_masks", "test_masks"}) {
      if (npz.has(mask)) {
        masks.add(npz.array(mask), role);
      }
      role++;
    }
    return masks.isEmpty() ? graph : graph.withSplits(masks.splits());
  }
}
