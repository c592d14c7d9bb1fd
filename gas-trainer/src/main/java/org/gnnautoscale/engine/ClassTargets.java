package org.gnnautoscale.engine;

/**
 * The nodes a loss counts, and their classes.
 *
 * <p>Arrays are not copied.
 */
public final class ClassTargets {

  private final int[] labels;
  private final int[] rows;
  private final int count;
  private final double scale;

  /**
   * Nodes and classes.
   *
   * @param labels class of each row of the logits; only those of {@code rows} are read
   * @param rows which rows count; each at most once
   * @param count how many of {@code rows} are meant
   * @param scale factor of the loss, for example 1 / count for the mean
   */
  public ClassTargets(int[] labels, int[] rows, int count, double scale) {
    this.labels = labels;
    this.rows = rows;
    this.count = count;
    this.scale = scale;
  }

  /** Class of a row that counts. */
  public int label(int row) {
    return labels[row];
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
