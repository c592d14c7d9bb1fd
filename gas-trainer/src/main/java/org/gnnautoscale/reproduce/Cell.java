package org.gnnautoscale.reproduce;

import org.jspecify.annotations.Nullable;

/**
 * One cell of a published table: a model on a data set.
 *
 * @param table small or large
 * @param model by its name here
 * @param dataset by its name here, which is also that of the preset
 * @param parts that the graph is cut into
 * @param runs that were made
 * @param fullBatch accuracy of training on the full batch, if it was published
 * @param gas accuracy with historical embeddings
 */
public record Cell(
    String table,
    String model,
    String dataset,
    int parts,
    int runs,
    @Nullable Figure fullBatch,
    Figure gas) {

  /** Checks the counts. */
  public Cell {
    if (parts < 1 || runs < 1) {
      throw new IllegalArgumentException(
          "parts and runs must be at least 1, got %d and %d".formatted(parts, runs));
    }
  }
}
