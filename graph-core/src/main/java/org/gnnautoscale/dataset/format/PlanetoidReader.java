package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.pickle.PickleReader;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.NodeLabels;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.Storage;

/**
 * Reads Planetoid pickles: {@code ind.<name>.<x|y|tx|ty|allx|ally|graph>} and {@code
 * ind.<name>.test.index}. Ids are positions.
 *
 * <p>Rows of {@code allx} are the nodes 0..m-1, and the rows of {@code x} the first of them: the
 * training nodes. The next 500 validate. Row i of {@code tx} is the node in line i of the test
 * index. Ids within the range of the test index may be absent from it: such nodes have no features,
 * no label and no part in the split.
 *
 * @see <a href="https://arxiv.org/abs/1603.08861">Yang, Cohen and Salakhutdinov, Planetoid, ICML
 *     2016</a>
 */
public final class PlanetoidReader implements GraphReader {

  private static final int VALIDATION_NODES = 500;

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    PlanetoidFiles files = new PlanetoidFiles(input.path(), name(input));
    try (var stage = input.progress().stage("read pickles", -1)) {
      PlanetoidRows known = PlanetoidRows.read(files.file("allx"), files.file("ally"));
      PlanetoidRows test = PlanetoidRows.read(files.file("tx"), files.file("ty"));
      int[] testIds = files.testIndex(known.size(), test.size());
      stage.advance(1);
      PlanetoidNodes nodes = PlanetoidNodes.of(known, test, testIds);
      EdgeList edges = edges(files.file("graph"), nodes.size());
      return RawGraph.plain(files.name(), NodeIds.positions(nodes.size(), 0), edges)
          .withFeatures(nodes.features(), FeatureChoice.ROW_NORMALIZED)
          .withLabels(NodeLabels.numbers(nodes.labels(), known.classes()))
          .withSplits(
              split(
                  PlanetoidRows.read(files.file("x"), files.file("y")),
                  known,
                  nodes.size(),
                  testIds,
                  files));
    }
  }

  private static String name(GraphInput input) throws IOException {
    List<String> names =
        Storage.list(input.path(), "ind\\..*\\.graph").stream()
            .map(file -> file.getPath().getName().replaceFirst("^ind\\.(.*)\\.graph$", "$1"))
            .toList();
    String name = input.name();
    if (name != null && (names.contains(name) || names.isEmpty())) {
      return name; // a directory without any is told of by the first file that is missing
    }
    if (name == null && names.size() == 1) {
      return names.get(0);
    }
    String what =
        name != null
            ? "the directory does not hold the Planetoid data set '%s'".formatted(name)
            : "the directory holds %s Planetoid data sets"
                .formatted(names.isEmpty() ? "no" : "several");
    throw Origin.of(input.path())
        .bad(what)
        .with("found", names.isEmpty() ? "no ind.NAME.graph" : String.join(", ", names))
        .fix(
            names.isEmpty()
                ? "say which one with --name, e.g. --name cora"
                : "say which one with --name, e.g. --name " + names.get(0));
  }

  private static NodeSplits split(
      PlanetoidRows train, PlanetoidRows known, int nodes, int[] testIds, PlanetoidFiles files)
      throws IOException {
    Origin origin = Origin.of(files.file("x"));
    if (train.size() > known.size()) {
      throw origin
          .bad("arrays of one graph have unequal lengths")
          .with("expected", "at most %d rows, as allx has".formatted(known.size()))
          .with("found", train.size())
          .fix("use the files of one data set");
    }
    byte[] roles = new byte[nodes];
    int valEnd = Math.min(known.size(), train.size() + VALIDATION_NODES);
    for (int node = 0; node < valEnd; node++) {
      roles[node] = node < train.size() ? NodeSplits.TRAIN : NodeSplits.VAL;
    }
    for (int node : testIds) {
      NodeSplits.assign(roles, 0, node, NodeSplits.TEST, Origin.of(files.file("test.index")));
    }
    return NodeSplits.of(roles);
  }

  private static EdgeList edges(Path file, int nodes) throws IOException {
    Origin origin = Origin.of(file);
    if (!(PickleReader.read(file) instanceof Map<?, ?> neighbors)) {
      throw PlanetoidFiles.unexpected(origin, "a dict from id to a list of neighbors");
    }
    EdgeList edges = EdgeList.unweighted(origin);
    for (Map.Entry<?, ?> entry : neighbors.entrySet()) {
      int from = id(entry.getKey(), entry.getKey(), nodes, origin);
      if (!(entry.getValue() instanceof List<?> list)) {
        throw PlanetoidFiles.unexpected(origin, "a dict from id to a list of neighbors");
      }
      for (Object to : list) {
        edges.add(from, id(to, entry.getKey(), nodes, origin));
      }
    }
    return edges;
  }

  private static int id(Object value, Object row, int nodes, Origin origin) throws IOException {
    if (value instanceof Integer id && id >= 0 && id < nodes) {
      return id;
    }
    boolean negative = value instanceof Integer id && id < 0;
    throw origin
        .bad(
            negative
                ? "an edge names a node by a negative id"
                : value instanceof Integer
                    ? "an edge names an unknown node"
                    : "an edge names a node by something that is no whole number")
        .with("row", "neighbors of " + row)
        .with("value", value)
        .with("expected", "0 to " + (nodes - 1))
        .fix(
            "ids are positions, counted from 0: use the graph of the same data set as allx and test.index");
  }
}
