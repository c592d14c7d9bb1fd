package org.gnnautoscale.spark.partition.distributed;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one round on the cluster cost.
 *
 * @param phase rows (the finest graph is laid out), coarsen (to this level) or refine (this level)
 * @param level 0 is the graph itself
 * @param nodes of the level
 * @param edges of the level
 * @param seconds from beginning to end
 * @param shuffleRecords written for other tasks to read
 * @param shuffleBytes of these records, compressed as the cluster is set to
 * @param broadcastBytes of labels sent to executors, once each
 */
public record Round(
    String phase,
    int level,
    long nodes,
    long edges,
    double seconds,
    long shuffleRecords,
    long shuffleBytes,
    long broadcastBytes) {

  /** In the words of {@code --json}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("phase", phase);
    map.put("level", level);
    map.put("nodes", nodes);
    map.put("edges", edges);
    map.put("seconds", seconds);
    map.put("shuffleRecords", shuffleRecords);
    map.put("shuffleBytes", shuffleBytes);
    map.put("broadcastBytes", broadcastBytes);
    return map;
  }

  /** For people. */
  @Override
  public String toString() {
    return "%s level %d: %,d nodes, %,d edges, %.1f s, shuffled %,d records, %.1f MB, sent %.1f MB"
        .formatted(
            phase,
            level,
            nodes,
            edges,
            seconds,
            shuffleRecords,
            shuffleBytes / 1e6,
            broadcastBytes / 1e6);
  }
}
