package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Optional;
import org.gnnautoscale.dataset.matlab.MatFile;
import org.gnnautoscale.dataset.matlab.MatMatrix;
import org.gnnautoscale.dataset.raw.EdgeList;
import org.gnnautoscale.dataset.raw.FeatureChecks;
import org.gnnautoscale.dataset.raw.FeatureChoice;
import org.gnnautoscale.dataset.raw.NodeIds;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.jspecify.annotations.Nullable;

/**
 * Reads a graph in a MAT-file of version 5. Ids are positions.
 *
 * <pre>
 * network   [n, n], what is not 0 is an edge; values other than 1 are weights
 * group     [n, C] of 0 and 1, or [n, 1] of class numbers; optional
 * features  [n, f], only where its name is given
 * </pre>
 *
 * <p>All may be sparse or full, and have other names.
 */
public final class MatReader implements GraphReader {

  private static final String USUAL_NETWORK = "network";
  private static final String USUAL_LABELS = "group";

  @Override
  public RawGraph read(GraphInput input) throws IOException {
    MatFile file = MatFile.of(input.path());
    SourceOptions options = input.options();
    try (var stage = input.progress().stage("read matrices", -1)) {
      MatMatrix network =
          variable(
              file,
              options.get(SourceOption.NETWORK_KEY).orElse(USUAL_NETWORK),
              SourceOption.NETWORK_KEY);
      EdgeList edges = edges(network);
      stage.advance(1);
      int nodes = network.rows();
      RawGraph graph = RawGraph.plain(input.title(), NodeIds.positions(nodes, 0), edges);
      @Nullable MatMatrix features = optional(file, options, SourceOption.FEATURES_KEY, "");
      if (features != null) {
        graph = graph.withFeatures(new MatRows(features, nodes).features(), FeatureChoice.RAW);
      }
      @Nullable MatMatrix labels = optional(file, options, SourceOption.LABEL_KEY, USUAL_LABELS);
      return labels == null ? graph : graph.withLabels(new MatRows(labels, nodes).labels());
    }
  }

  private static MatMatrix variable(MatFile file, String name, SourceOption option)
      throws IOException {
    Optional<MatMatrix> found = file.find(name);
    if (found.isEmpty()) {
      throw file.origin()
          .bad("the file has no variable '%s'".formatted(name))
          .with("found", file.contents())
          .fix("name the variable by " + option);
    }
    return found.get().requireNumbers();
  }

  /** A variable that was asked for must be there; the usual one need not. */
  private static @Nullable MatMatrix optional(
      MatFile file, SourceOptions options, SourceOption option, String usual) throws IOException {
    Optional<String> asked = options.get(option);
    return asked.isEmpty() && file.find(usual).isEmpty()
        ? null
        : variable(file, asked.orElse(usual), option);
  }

  private static EdgeList edges(MatMatrix network) throws IOException {
    if (network.rows() != network.columns() || network.rows() == 0) {
      throw network
          .origin()
          .bad("the adjacency is empty or not square")
          .with("found", network)
          .fix("name the adjacency matrix by " + SourceOption.NETWORK_KEY);
    }
    EdgeList edges = EdgeList.weighted(network.origin());
    network.entries(
        (row, column, value) ->
            edges.add(
                row,
                column,
                FeatureChecks.requireWeight(
                    value,
                    () ->
                        network
                            .origin()
                            .badRow("an edge weight is out of range", row)
                            .with("column", column))));
    return edges.withoutUnitWeights();
  }
}
