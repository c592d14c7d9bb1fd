package org.gnnautoscale.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * What an import or a generator wrote.
 *
 * @param description what {@code graph.json} says
 * @param weighted whether edges have weights
 * @param textIds whether ids are text rather than numbers
 * @param featureTreatment what became of the features, or stands in for them; null without any
 * @param output the GRAPH directory
 * @param bytes of all its files
 */
public record GraphSummary(
    GraphDescription description,
    boolean weighted,
    boolean textIds,
    @Nullable String featureTreatment,
    Path output,
    long bytes) {

  /** The keys of {@code --json}. */
  public Map<String, Object> toMap() {
    GraphDescription graph = description;
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("output", output.toString());
    map.put("name", graph.name());
    map.put("directed", graph.directed());
    map.put("weighted", weighted);
    map.put("textIds", textIds);
    map.put("nodes", graph.nodes());
    map.put("edges", graph.edges());
    map.put("selfLoops", graph.selfLoops());
    map.put("duplicateEdges", graph.duplicateEdges());
    map.put("addedReverse", graph.addedReverse());
    map.put("features", graph.features());
    if (featureTreatment != null) {
      map.put("featureTreatment", featureTreatment);
    }
    map.put("classes", graph.classes());
    if (!graph.classNames().isEmpty()) {
      map.put("classNames", graph.classNames());
    }
    map.put("splits", graph.splits());
    map.put("inductive", graph.inductive());
    map.put("bytes", bytes);
    return map;
  }
}
