package org.gnnautoscale.infer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.load.GraphData;

/**
 * How well one class is predicted.
 *
 * @param name its text, or its number
 * @param precision share of the nodes predicted to have it that do; 0 where none is
 * @param recall share of the nodes that have it that are predicted to; 0 where none has
 * @param f1 harmonic mean of both
 * @param support nodes that have it
 */
public record ClassFigures(String name, double precision, double recall, double f1, long support) {

  /** The keys of the JSON object. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("class", name);
    map.put("precision", precision);
    map.put("recall", recall);
    map.put("f1", f1);
    map.put("support", support);
    return map;
  }

  static String name(GraphData graph, int number) {
    List<String> names = graph.shape().classNames();
    return names.isEmpty() ? Integer.toString(number) : names.get(number);
  }
}
