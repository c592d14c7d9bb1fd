package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.nn.Gnn;

/**
 * Parameters and running statistics of a model at one moment.
 *
 * @param values by name, row after row
 */
record ModelState(Map<String, float[]> values) {

  static ModelState of(Gnn model) {
    Map<String, float[]> values = new LinkedHashMap<>();
    tensors(model).forEach((name, matrix) -> values.put(name, matrix.toArray()));
    return new ModelState(values);
  }

  /** Parameters and buffers by name; they are the model's own. */
  static Map<String, Matrix> tensors(Gnn model) {
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    for (Parameter parameter : model.parameters().list()) {
      tensors.put(parameter.name(), parameter.value());
    }
    tensors.putAll(model.parameters().buffers());
    return tensors;
  }

  void copyTo(Gnn model) {
    tensors(model)
        .forEach(
            (name, matrix) ->
                matrix.copyFrom(java.util.Objects.requireNonNull(values.get(name), name)));
  }
}
