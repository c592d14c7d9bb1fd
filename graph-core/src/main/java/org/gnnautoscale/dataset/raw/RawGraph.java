package org.gnnautoscale.dataset.raw;

import java.io.IOException;
import org.gnnautoscale.io.BadDataException;
import org.jspecify.annotations.Nullable;

/**
 * A graph as its source gave it: every value checked, nothing cleaned yet.
 *
 * @param name of the data set
 * @param ids one a node; their number is the number of nodes
 * @param edges rows of the source
 * @param features one row a node, if the source has any
 * @param labels one a node, if the source has any
 * @param splits the source's own, if it has any
 * @param weights of the nodes, float32 rows, if the source has any
 * @param usual what the format's features are used as by default
 */
public record RawGraph(
    String name,
    NodeIds ids,
    EdgeList edges,
    @Nullable NodeFeatures features,
    @Nullable NodeLabels labels,
    @Nullable NodeSplits splits,
    @Nullable NodeFeatures weights,
    FeatureChoice usual) {

  /** Nodes and edges alone. */
  public static RawGraph plain(String name, NodeIds ids, EdgeList edges) {
    return new RawGraph(name, ids, edges, null, null, null, null, FeatureChoice.RAW);
  }

  /** The same with features, and what they are used as by default. */
  public RawGraph withFeatures(@Nullable NodeFeatures rows, FeatureChoice usually) {
    return new RawGraph(name, ids, edges, rows, labels, splits, weights, usually);
  }

  /** The same with labels. */
  public RawGraph withLabels(@Nullable NodeLabels known) {
    return new RawGraph(name, ids, edges, features, known, splits, weights, usual);
  }

  /** The same with splits. */
  public RawGraph withSplits(@Nullable NodeSplits given) {
    return new RawGraph(name, ids, edges, features, labels, given, weights, usual);
  }

  /** The same with weights of the nodes. */
  public RawGraph withWeights(@Nullable NodeFeatures rows) {
    return new RawGraph(name, ids, edges, features, labels, splits, rows, usual);
  }

  /**
   * Checks what no single file shows.
   *
   * @throws BadDataException if a node without a label is in a split that will be used
   */
  public void requireLabelledSplits() throws IOException {
    if (splits != null) {
      splits.requireLabels(labels, ids, Origin.of(edges.origin().file()));
    }
  }
}
