package org.gnnautoscale.dataset.raw;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Applies a choice of features to a graph. */
public final class FeatureMaker {

  private FeatureMaker() {}

  /**
   * The features that a graph is to have.
   *
   * @param seed of random features
   * @throws IllegalArgumentException if the choice needs features and there are none, or dense ones
   *     and they are sparse
   */
  public static @Nullable NodeFeatures apply(
      FeatureChoice choice, RawGraph graph, CleanEdges edges, long seed) {
    NodeFeatures given = graph.features();
    if (given == null && choice.kind().needsFeatures()) {
      throw new IllegalArgumentException(
          "features '%s' need a source with features, and '%s' has none; choose degree, random:64 or identity"
              .formatted(choice, graph.name()));
    }
    return switch (choice.kind()) {
      case RAW -> given;
      case ROW_NORMALIZED -> map(given, FeatureMaker::normalized);
      case BINARY -> map(given, FeatureMaker::binary);
      case STANDARDIZED -> given == null ? null : standardized(given, graph);
      case DEGREE -> degree(edges.degrees());
      case RANDOM -> random(choice.width(), seed);
      case IDENTITY -> identity(graph.ids().size());
    };
  }

  private static @Nullable NodeFeatures map(
      @Nullable NodeFeatures given, UnaryOperator<float[]> change) {
    return given == null ? null : given.map(change);
  }

  private static float[] normalized(float[] row) {
    double sum = 0;
    for (float value : row) {
      sum += Math.abs(value);
    }
    if (sum == 0) {
      return row;
    }
    float[] shares = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      shares[i] = (float) (row[i] / sum);
    }
    return shares;
  }

  private static float[] binary(float[] row) {
    float[] ones = new float[row.length];
    for (int i = 0; i < row.length; i++) {
      ones[i] = row[i] == 0 ? 0 : 1;
    }
    return ones;
  }

  /** What is not 0 would have to be stored too: sparse features do not become dense unasked. */
  private static NodeFeatures standardized(NodeFeatures given, RawGraph graph) {
    if (given.isSparse()) {
      throw new IllegalArgumentException(
          "features 'standardized' need dense features, and those of '%s' are sparse; choose raw, row-normalized or binary"
              .formatted(graph.name()));
    }
    Columns columns = Columns.of(given, graph.ids().size());
    return given.map(columns::standardized);
  }

  private static NodeFeatures degree(int[] degrees) {
    return NodeFeatures.dense(1, node -> new float[] {degrees[node]});
  }

  private static NodeFeatures random(int width, long seed) {
    return NodeFeatures.dense(
        width,
        node -> {
          Randomness random = Randomness.of(seed, node);
          float[] row = new float[width];
          for (int i = 0; i < width; i++) {
            row[i] = (float) random.nextGaussian();
          }
          return row;
        });
  }

  private static NodeFeatures identity(int nodes) {
    float[] one = {1};
    return NodeFeatures.sparse(nodes, node -> new int[] {node}, node -> one);
  }
}
