package org.gnnautoscale.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.autograd.BatchNorm;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.nn.Gnn;

/**
 * The parameters and buffers of a model as arrays of a file, with the shapes that PyTorch gives
 * them: weights of linear layers are [out, in] there, and single rows are vectors.
 */
final class WeightArrays {

  private WeightArrays() {}

  /** All of a model's arrays by name. */
  static Map<String, SafetensorsFile.Array> of(Gnn model) {
    Map<String, SafetensorsFile.Array> arrays = new LinkedHashMap<>();
    for (Parameter parameter : model.parameters().list()) {
      Matrix value = parameter.value();
      float[] values =
          parameter.isTransposedInFiles()
              ? transposed(value.toArray(), parameter.rows(), parameter.cols())
              : value.toArray();
      arrays.put(parameter.name(), new SafetensorsFile.Array(parameter.fileShape(), values));
    }
    model.parameters().buffers().forEach((name, row) -> arrays.put(name, buffer(name, row)));
    return arrays;
  }

  /**
   * Overwrites a model's parameters and buffers; counts of batches may be missing.
   *
   * @param file where the arrays are from
   * @throws BadDataException if they are not those of this model
   */
  static void copy(Map<String, SafetensorsFile.Array> arrays, Gnn model, Path file)
      throws IOException {
    Map<String, SafetensorsFile.Array> own = of(model);
    own.keySet().removeIf(name -> name.endsWith(BatchNorm.COUNT) && !arrays.containsKey(name));
    if (!own.keySet().equals(arrays.keySet())) {
      throw foreign(file, own.keySet(), arrays.keySet());
    }
    for (Map.Entry<String, SafetensorsFile.Array> entry : own.entrySet()) {
      int[] expected = entry.getValue().shape();
      int[] found = array(arrays, entry.getKey()).shape();
      if (!Arrays.equals(expected, found)) {
        throw foreign(
            file,
            entry.getKey() + " " + Arrays.toString(expected),
            entry.getKey() + " " + Arrays.toString(found));
      }
    }
    for (Parameter parameter : model.parameters().list()) {
      float[] values = array(arrays, parameter.name()).values();
      parameter
          .value()
          .copyFrom(
              parameter.isTransposedInFiles()
                  ? transposed(values, /* rows= */ parameter.cols(), /* cols= */ parameter.rows())
                  : values);
    }
    model.parameters().buffers().forEach((name, row) -> row.copyFrom(array(arrays, name).values()));
  }

  private static SafetensorsFile.Array array(
      Map<String, SafetensorsFile.Array> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name);
  }

  private static SafetensorsFile.Array buffer(String name, Matrix row) {
    return name.endsWith(BatchNorm.COUNT)
        ? SafetensorsFile.Array.count(row.get(0, 0))
        : new SafetensorsFile.Array(new int[] {row.cols()}, row.toArray());
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

  private static BadDataException foreign(Path file, Object expected, Object found) {
    return BadDataException.of("the weights are of another model")
        .with("file", file)
        .with("expected", expected)
        .with("found", found)
        .fix("give the model and the settings they were made with; see docs/reference/weights.md");
  }
}
