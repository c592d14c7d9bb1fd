package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.gnnautoscale.nn.Gnn;

/** What a weight file says of a model. */
public final class WeightShapes {

  private WeightShapes() {}

  /** Shape of each array by name. */
  public static Map<String, int[]> of(Gnn model) {
    Map<String, int[]> shapes = new LinkedHashMap<>();
    WeightArrays.of(model).forEach((name, array) -> shapes.put(name, array.shape()));
    return shapes;
  }
}
