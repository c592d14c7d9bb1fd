package org.gnnautoscale.spark.partition;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.partition.MultilevelKWay;
import org.gnnautoscale.partition.PartitionOptions;
import org.gnnautoscale.partition.RandomPartition;
import org.gnnautoscale.spark.SparkFailure;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.ingest.IngestJob;
import org.gnnautoscale.spark.ingest.IngestedGraph;
import org.gnnautoscale.spark.shard.ShardJob;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.Store;

/**
 * Turns a GRAPH directory into a store: checks every row, makes ids dense, assigns nodes to parts,
 * and writes one file a part.
 *
 * <p>Each stage but the assignment is spread over the cluster; the driver holds one id and one part
 * number a node and, for method metis, the structure.
 */
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
    try (Steps steps = new Steps(session, progress)) {
      return SparkFailure.unwrapped(() -> run(steps));
    }
  }

  private Result run(Steps steps) throws IOException {
    OutputDirectory.check(config.output(), Store.KIND, config.existing());
    try (IngestedGraph graph = new IngestJob(session, config.graph(), steps).run()) {
      config.options().requireNodes(graph.numNodes());
      describe(graph, steps);
      int[] part = assign(graph, steps);
      Manifest manifest = write(graph, part, steps);
      return new Result(config.output(), manifest, steps.seconds());
    }
  }

  private static void describe(IngestedGraph graph, Steps steps) {
    GraphShape shape = graph.shape();
    steps.say(
        "%s: %,d nodes, %,d edges%s"
            .formatted(
                shape.name(), shape.nodes(), shape.edges(), shape.directed() ? " (directed)" : ""));
  }

  private int[] assign(IngestedGraph graph, Steps steps) throws IOException {
    PartitionOptions options = config.options();
    return switch (config.method()) {
      case RANDOM -> RandomPartition.partition(graph.numNodes(), options);
      case METIS -> {
        CsrGraph structure = DriverGraph.fetch(graph, steps);
        yield steps.time(
            "partition", () -> new MultilevelKWay(options).partition(structure, progress));
      }
    };
  }

  /** Writes the parts, then the manifest, which makes them a store. */
  private Manifest write(IngestedGraph graph, int[] part, Steps steps) throws IOException {
    OutputDirectory output = OutputDirectory.begin(config.output(), Store.KIND, config.existing());
    try {
      ShardJob.Result shards =
          new ShardJob(session, graph, output, steps).run(part, config.options().parts());
      Manifest manifest =
          new Manifest(
              graph.shape(),
              shards.cut(),
              config.settings(),
              graph.cleaning(),
              graph.contentHash(),
              shards.files());
      Store.commit(output, manifest, progress);
      return manifest;
    } catch (Exception e) { // Spark throws checked exceptions that its methods do not declare
      abort(output, e);
      throw e;
    }
  }

  private static void abort(OutputDirectory output, Exception failure) {
    try {
      output.abort();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
