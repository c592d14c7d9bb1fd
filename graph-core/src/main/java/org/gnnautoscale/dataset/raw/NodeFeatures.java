package org.gnnautoscale.dataset.raw;

import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The features of the nodes, row by row: stored, or made when asked for.
 *
 * <pre>
 * dense   values(node) float32 [width]
 * sparse  values(node) float32 [k], indices(node) int32 [k] ascending, each below width
 * </pre>
 *
 * <p>A row may be the stored one: do not change it. Rows may be asked for by several threads.
 */
public final class NodeFeatures {

  private final int width;
  private final @Nullable IntFunction<int[]> indices;
  private final IntFunction<float[]> values;

  private NodeFeatures(
      int width, @Nullable IntFunction<int[]> indices, IntFunction<float[]> values) {
    this.width = width;
    this.indices = indices;
    this.values = values;
  }

  /** Dense rows, each of the full width. */
  public static NodeFeatures dense(int width, IntFunction<float[]> values) {
    return new NodeFeatures(width, null, values);
  }

  /** Sparse rows: what is not 0. */
  public static NodeFeatures sparse(
      int width, IntFunction<int[]> indices, IntFunction<float[]> values) {
    return new NodeFeatures(width, indices, values);
  }

  /** Values in a dense row. */
  public int width() {
    return width;
  }

  /** Whether rows hold only what is not 0. */
  public boolean isSparse() {
    return indices != null;
  }

  /** Columns of a row's values; only for sparse features. */
  public int[] indices(int node) {
    if (indices == null) {
      throw new IllegalStateException("dense features have no indices");
    }
    return indices.apply(node);
  }

  /** Values of a row. */
  public float[] values(int node) {
    return values.apply(node);
  }

  /** The same features with each row's values changed. */
  NodeFeatures map(UnaryOperator<float[]> change) {
    return new NodeFeatures(width, indices, node -> change.apply(values.apply(node)));
  }
}
