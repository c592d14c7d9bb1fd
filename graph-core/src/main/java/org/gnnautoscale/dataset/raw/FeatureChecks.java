package org.gnnautoscale.dataset.raw;

import java.io.IOException;
import java.util.function.Supplier;
import org.gnnautoscale.io.BadDataException;

/** The checks that values of every source must pass. */
public final class FeatureChecks {

  private FeatureChecks() {}

  /**
   * Dense features of a source.
   *
   * @throws BadDataException if a value is NaN or infinite
   */
  public static NodeFeatures dense(float[][] rows, int width, Origin origin) throws IOException {
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < width; column++) {
        requireFinite(rows[row][column], row, column, origin);
      }
    }
    return NodeFeatures.dense(width, node -> rows[node]);
  }

  static void requireFinite(float value, int row, int column, Origin origin) throws IOException {
    if (!Float.isFinite(value)) {
      throw notFinite(
          origin.badRow("a feature is NaN or infinite", row).with("column", column), value);
    }
  }

  /** Completes an error about a value that no model can learn from. */
  public static BadDataException notFinite(BadDataException error, Object value) {
    return error
        .with("value", value)
        .fix("replace it before importing, e.g. by 0 or by the mean of the column");
  }

  /**
   * Checks the weight of an edge.
   *
   * @param error makes the error that names the place
   * @throws BadDataException if it is NaN, infinite or negative
   */
  public static float requireWeight(double weight, Supplier<BadDataException> error)
      throws IOException {
    float value = (float) weight;
    if (!Float.isFinite(value) || value < 0) {
      throw error
          .get()
          .with("expected", "a finite number of at least 0")
          .with("value", weight)
          .fix("correct the weight, or leave the edge out");
    }
    return value;
  }
}
