package org.gnnautoscale.train;

import java.util.regex.Pattern;
import org.gnnautoscale.memory.Matrix;

/**
 * How a matrix of a model is laid out in a weight file, so that PyTorch Geometric can read it.
 *
 * <p>Weights of linear layers ({@code ...lin.weight}, {@code lins.0.weight}) are [in, out] here and
 * [out, in] there; one-row matrices (biases, norms) are vectors there.
 */
final class WeightNames {

  private static final Pattern LINEAR = Pattern.compile("(.*\\.)?(lin|lins\\.\\d+)\\.weight");

  private WeightNames() {}

  static SafetensorsFile.Array toFile(String name, Matrix matrix) {
    int rows = Math.toIntExact(matrix.rows());
    int cols = matrix.cols();
    float[] values = matrix.toArray();
    if (LINEAR.matcher(name).matches()) {
      return new SafetensorsFile.Array(new int[] {cols, rows}, transposed(values, rows, cols));
    }
    int[] shape = rows == 1 ? new int[] {cols} : new int[] {rows, cols};
    return new SafetensorsFile.Array(shape, values);
  }

  /** Whether an array of a file has the shape that {@link #toFile} gives it. */
  static boolean fits(String name, Matrix matrix, SafetensorsFile.Array array) {
    return java.util.Arrays.equals(array.shape(), toFile(name, matrix).shape());
  }

  static void fromFile(String name, SafetensorsFile.Array array, Matrix into) {
    int rows = Math.toIntExact(into.rows());
    int cols = into.cols();
    boolean linear = LINEAR.matcher(name).matches();
    into.copyFrom(
        linear ? transposed(array.values(), /* rows= */ cols, /* cols= */ rows) : array.values());
  }

  private static float[] transposed(float[] values, int rows, int cols) {
    float[] result = new float[values.length];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        result[c * rows + r] = values[r * cols + c];
      }
    }
    return result;
  }
}
