package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;

/**
 * The nodes a loss counts, and their label vectors.
 *
 * <p>Nothing is copied.
 */
public final class LabelTargets {

  private final Matrix labels;
  private final int[] rows;
  private final int count;
  private final double scale;

  /**
   * Nodes and labels.
   *
   * @param labels 0 or 1 for each label, same shape as the logits; only those of {@code rows} are
   *     read
   * @param rows which rows count; each at most once
   * @param count how many of {@code rows} are meant
   * @param scale factor of the loss, for example 1 / (count * labels) for the mean
   */
  public LabelTargets(Matrix labels, int[] rows, int count, double scale) {
    this.labels = labels;
    this.rows = rows;
    this.count = count;
    this.scale = scale;
  }

  /** Label vectors, one row a node. */
  public Matrix labels() {
    return labels;
  }

  /** The i-th row that counts. */
  public int row(int i) {
    return rows[i];
  }

  /** How many rows count. */
  public int count() {
    return count;
  }

  /** Factor of the loss. */
  public double scale() {
    return scale;
  }
}
