package org.gnnautoscale.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Artifact;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Json;
import org.gnnautoscale.io.Storage;

/**
 * What {@code graph.json} says of a GRAPH directory; any job may write one by hand, so that only
 * {@code directed} is required. Counts of 0 mean that nobody stated them.
 *
 * @param name of the data set
 * @param directed whether messages flow along the edges' direction only
 * @param nodes rows of the nodes table
 * @param edges distinct undirected pairs without self-loops (directed: distinct arcs)
 * @param features width of the features
 * @param classes number of classes, or of labels a node can have
 * @param classNames text of each class, if labels were text in the source
 * @param splits number of splits
 * @param inductive whether training, validation and test nodes are of different graphs: no edge
 *     joins two of them, nor does a path
 * @param selfLoops rows that were dropped on the way in
 * @param duplicateEdges repeats that were merged on the way in
 * @param addedReverse edges that the source gave in one direction only
 */
public record GraphDescription(
    String name,
    boolean directed,
    long nodes,
    long edges,
    int features,
    int classes,
    List<String> classNames,
    int splits,
    boolean inductive,
    long selfLoops,
    long duplicateEdges,
    long addedReverse) {

  /** Name of the file. */
  public static final String FILE = "graph.json";

  /** Copies the list. */
  public GraphDescription {
    classNames = List.copyOf(classNames);
  }

  /**
   * Reads the description of a GRAPH directory.
   *
   * @throws BadDataException if the directory is no GRAPH
   */
  public static GraphDescription read(Path graph) throws IOException {
    Path file = Artifact.GRAPH.require(graph);
    return of(Json.readObject(Storage.readAll(file), file), file);
  }

  private static GraphDescription of(JsonNode json, Path file) throws IOException {
    JsonNode directed = json.get("directed");
    if (directed == null || !directed.isBoolean()) {
      throw BadDataException.of("graph.json must say whether the graph is directed")
          .with("file", file)
          .with("expected", "\"directed\": true or false")
          .with("found", directed == null ? "nothing" : directed);
    }
    List<String> names = new ArrayList<>();
    json.path("classNames").forEach(name -> names.add(name.asText()));
    JsonNode cleaning = json.path("cleaning");
    return new GraphDescription(
        json.path("name").asText("graph"),
        directed.asBoolean(),
        count(json, "nodes", file),
        count(json, "edges", file),
        (int) count(json, "features", file),
        names.isEmpty() ? (int) count(json, "classes", file) : names.size(),
        names,
        (int) count(json, "splits", file),
        json.path("inductive").asBoolean(false),
        count(cleaning, "selfLoops", file),
        count(cleaning, "duplicateEdges", file),
        count(cleaning, "addedReverse", file));
  }

  private static long count(JsonNode json, String key, Path file) throws IOException {
    JsonNode value = json.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return 0;
    }
    if (!value.canConvertToLong() || !value.isIntegralNumber() || value.asLong() < 0) {
      throw BadDataException.of("graph.json has a wrong count")
          .with("file", file)
          .with("key", key)
          .with("expected", "a whole number of at least 0")
          .with("found", value);
    }
    return value.asLong();
  }

  /** The keys of the file. */
  public Map<String, Object> toMap() {
    Map<String, Object> cleaning = new LinkedHashMap<>();
    cleaning.put("selfLoops", selfLoops);
    cleaning.put("duplicateEdges", duplicateEdges);
    cleaning.put("addedReverse", addedReverse);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", "gas-graph");
    map.put("version", 1);
    map.put("name", name);
    map.put("directed", directed);
    map.put("nodes", nodes);
    map.put("edges", edges);
    map.put("features", features);
    map.put("classes", classes);
    if (!classNames.isEmpty()) {
      map.put("classNames", classNames);
    }
    map.put("splits", splits);
    if (inductive) {
      map.put("inductive", true);
    }
    map.put("cleaning", cleaning);
    return map;
  }
}
