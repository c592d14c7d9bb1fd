package org.gnnautoscale.spark.shard;

import org.gnnautoscale.store.GraphShape;

/** What a part can hold: each of its tables is one array. */
final class PartLimit {

  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  private PartLimit() {}

  /**
   * Checks the tables that have a fixed number of values a node.
   *
   * @param nodes of the largest part
   * @throws IllegalArgumentException if one of them would not fit an array
   */
  static void requireFits(GraphShape shape, int nodes) {
    requireFits(nodes, shape.sparseFeatures() ? 0 : shape.features(), "features");
    requireFits(nodes, shape.multiLabel() ? shape.classes() : 0, "labels");
    requireFits(nodes, shape.splits(), "splits");
  }

  private static void requireFits(int nodes, long width, String what) {
    if (width * nodes > MOST_VALUES) {
      throw new IllegalArgumentException(
          "parts must hold at most %d values each, got %d nodes of %d %s: raise --parts"
              .formatted(MOST_VALUES, nodes, width, what));
    }
  }

  /** Checks the sparse features of a part, which only its task can count. */
  static int requireSparseFits(long values) {
    if (values > MOST_VALUES) {
      throw new IllegalArgumentException(
          "parts must hold at most %d values each, got %d sparse features: raise --parts"
              .formatted(MOST_VALUES, values));
    }
    return (int) values;
  }
}
