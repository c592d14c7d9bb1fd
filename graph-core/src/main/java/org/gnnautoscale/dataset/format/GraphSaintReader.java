package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.numpy.NpyArray;
import org.gnnautoscale.dataset.numpy.NpzFile;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/**
 * Reads a directory in the layout of GraphSAINT. Ids are positions.
 *
 * <pre>
 * adj_full.npz    CSR pieces: data, indices, indptr, shape
 * feats.npy       [n, f]; optional
 * class_map.json  from id to a class number, or to a list of 0 and 1 for several labels
 * role.json       tr, va, te: lists of ids
 * </pre>
 *
 * @see <a href="https://github.com/GraphSAINT/GraphSAINT">GraphSAINT</a>
 */
public final class GraphSaintReader implements GraphReader {

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    Path directory = input.path();
    Storage.list(directory, ".*");
    NpzFile npz = NpzFile.of(new Path(directory, "adj_full.npz"));
    requireRows(npz);
    CsrAdjacency adjacency = CsrAdjacency.of(npz, "");
    int nodes = adjacency.nodes();
    RawGraph graph;
    try (var stage = input.progress().stage("read arrays", -1)) {
      graph = RawGraph.plain(input.title(), NodeIds.positions(nodes, 0), adjacency.edges());
      Path features = new Path(directory, "feats.npy");
      if (Storage.exists(features)) {
        graph =
            graph.withFeatures(
                ArrayParts.features(NpyArray.of(features), nodes), FeatureChoice.RAW);
      }
      stage.advance(1);
    }
    return graph
        .withLabels(labels(new Path(directory, "class_map.json"), nodes, input.progress()))
        .withSplits(splits(new Path(directory, "role.json"), nodes, input.progress()));
  }

  private static void requireRows(NpzFile npz) throws IOException {
    if (npz.has("format") && !npz.array("format").texts()[0].equals("csr")) {
      throw npz.origin()
          .bad("the adjacency is not stored by rows")
          .with("array", "format")
          .with("expected", "csr")
          .with("found", npz.array("format").texts()[0])
          .fix("save it again: scipy.sparse.save_npz(file, matrix.tocsr())");
    }
  }

  private static NodeLabels labels(Path file, int nodes, Progress progress) throws IOException {
    long bytes = Storage.status(file, "file").getLen();
    try (var stage = progress.stage("read labels", bytes);
        JsonStream json = JsonStream.open(file, stage)) {
      return new ClassMap(nodes).read(json);
    }
  }

  private static NodeSplits splits(Path file, int nodes, Progress progress) throws IOException {
    long bytes = Storage.status(file, "file").getLen();
    ListedSplit split = new ListedSplit(nodes);
    Set<String> keys = new TreeSet<>();
    try (var stage = progress.stage("read splits", bytes);
        JsonStream json = JsonStream.open(file, stage)) {
      json.enterObject("an object with the lists tr, va and te");
      while (json.nextKey()) {
        keys.add(json.key());
        byte role = role(json.key());
        if (role == NodeSplits.NONE) {
          json.skip();
        } else {
          json.enterArray("a list of node ids");
          while (json.nextElement()) {
            split.add(json.wholeNumber("a node id"), role, json::bad);
          }
        }
      }
      json.requireEnd();
      json.requireKeys(keys, "tr", "va", "te");
    }
    return NodeSplits.of(split.roles());
  }

  private static byte role(String key) {
    return switch (key) {
      case "tr" -> NodeSplits.TRAIN;
      case "va" -> NodeSplits.VAL;
      case "te" -> NodeSplits.TEST;
      default -> NodeSplits.NONE;
    };
  }
}
