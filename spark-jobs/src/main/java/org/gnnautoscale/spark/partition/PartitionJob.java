package org.gnnautoscale.spark.partition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.partition.MultilevelKWay;
import org.gnnautoscale.partition.Objective;
import org.gnnautoscale.partition.PartitionOptions;
import org.gnnautoscale.partition.RandomPartition;
import org.gnnautoscale.partition.TrainingKWay;
import org.gnnautoscale.spark.SparkFailure;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.ingest.IngestJob;
import org.gnnautoscale.spark.ingest.IngestedGraph;
import org.gnnautoscale.spark.partition.distributed.DistributedKWay;
import org.gnnautoscale.spark.partition.distributed.FirstWeights;
import org.gnnautoscale.spark.partition.distributed.NodeWeight;
import org.gnnautoscale.spark.partition.distributed.Round;
import org.gnnautoscale.spark.shard.ShardJob;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.Store;

/**
 * Turns a GRAPH directory into a store: checks every row, makes ids dense, assigns nodes to parts,
 * and writes one file a part.
 *
 * <p>Each stage but the assignment is spread over the cluster; the driver holds one id and one part
 * number a node, some 60 bytes more of each for the rounds on Spark, and the structure of the
 * graphs within its budget.
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
   * @param rounds on Spark, if there were any
   */
  public record Result(
      Path output, Manifest manifest, Map<String, Double> seconds, List<Round> rounds) {

    /** Copies the map, in its order, and the list. */
    public Result {
      rounds = List.copyOf(rounds);
      seconds = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }

    /** What {@code gas partition --json} prints. */
    public Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("output", output.toString());
      map.putAll(manifest.summary());
      map.put("seconds", seconds);
      if (!rounds.isEmpty()) {
        map.put("rounds", rounds.stream().map(Round::toMap).toList());
      }
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
   * @throws IllegalArgumentException if there are more parts than nodes, or too little memory, or
   *     if the graph or its size do not go with the objective or the balance
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
      GraphShape shape = graph.shape();
      boolean distributed = config.isDistributed(shape.nodes(), shape.edges());
      requireObjective(distributed);
      requireBalance(graph);
      List<Round> rounds = new ArrayList<>();
      Assignment parts = assign(graph, distributed, steps, rounds);
      Manifest manifest = write(graph, parts, config.settings(distributed), steps);
      Result result = new Result(config.output(), manifest, steps.seconds(), rounds);
      steps.say(inWords(result.seconds()));
      return result;
    }
  }

  private void requireObjective(boolean distributed) {
    if (distributed && config.options().objective() == Objective.HALO) {
      throw new IllegalArgumentException(
          "objective halo needs the whole structure on the driver: use --method metis with a larger"
              + " --driver-nodes and --driver-edges, or --objective cut");
    }
  }

  private void requireBalance(IngestedGraph graph) {
    GraphShape shape = graph.shape();
    long messages = shape.nodes() + shape.arcs();
    if (config.balance() == Balance.EDGES && messages > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "balance edges takes graphs of at most %,d nodes and arcs, got %,d: use --balance nodes"
              .formatted(Integer.MAX_VALUE, messages));
    }
    if (config.balance() == Balance.TRAIN && graph.numTraining() == 0) {
      throw new IllegalArgumentException(
          "balance train needs training nodes, and %s has none: import the graph with --split, or use"
                  .formatted(shape.name())
              + " --balance nodes");
    }
  }

  private static void describe(IngestedGraph graph, Steps steps) {
    GraphShape shape = graph.shape();
    steps.say(
        "%s: %,d nodes, %,d edges%s"
            .formatted(
                shape.name(), shape.nodes(), shape.edges(), shape.directed() ? " (directed)" : ""));
  }

  private Assignment assign(
      IngestedGraph graph, boolean distributed, Steps steps, List<Round> rounds)
      throws IOException {
    if (graph.isInductive()) {
      InductiveParts inductive = new InductiveParts(graph, config, steps);
      inductive.require(distributed);
      return inductive.assign(progress);
    }
    int[] part = distributed ? assign(graph, steps, rounds) : assign(graph, steps);
    return new Assignment(part, config.options().parts());
  }

  private int[] assign(IngestedGraph graph, Steps steps) throws IOException {
    PartitionOptions options = config.options();
    return switch (config.method()) {
      case RANDOM -> RandomPartition.partition(graph.numNodes(), options);
      case METIS, SPARK -> {
        CsrGraph structure = DriverGraph.fetch(graph, config, steps);
        yield steps.time("partition", () -> parts(structure));
      }
    };
  }

  private int[] parts(CsrGraph structure) {
    PartitionOptions options = config.options();
    return config.balance() == Balance.TRAIN
        ? new TrainingKWay(options).partition(structure, progress)
        : new MultilevelKWay(options).partition(structure, progress);
  }

  private FirstWeights weights(IngestedGraph graph) {
    GraphShape shape = graph.shape();
    FirstWeights weights = FirstWeights.of(NodeWeight.of(config.balance(), shape.directed()));
    return shape.weighted() ? weights.withEdges(graph.weights().scale()) : weights;
  }

  private int[] assign(IngestedGraph graph, Steps steps, List<Round> rounds) throws IOException {
    DistributedKWay partitioner =
        new DistributedKWay(
            session, config.options(), config.budget(), checkpoints(config.output()), steps);
    GraphShape shape = graph.shape();
    int[] part =
        partitioner.partition(graph.blocks(), graph.numNodes(), shape.edges(), weights(graph));
    rounds.addAll(partitioner.rounds());
    return part;
  }

  /** A hidden directory beside the output. */
  static Path checkpoints(Path output) {
    return new Path(output.getParent(), "." + output.getName() + "-levels");
  }

  private static String inWords(Map<String, Double> seconds) {
    return seconds.entrySet().stream()
        .map(step -> "%s %.1f".formatted(step.getKey(), step.getValue()))
        .collect(Collectors.joining(", ", "seconds: ", ""));
  }

  /** Writes the parts, then the manifest, which makes them a store. */
  private Manifest write(
      IngestedGraph graph, Assignment parts, Map<String, Object> settings, Steps steps)
      throws IOException {
    OutputDirectory output = OutputDirectory.begin(config.output(), Store.KIND, config.existing());
    try {
      ShardJob.Result shards =
          new ShardJob(session, graph, output, steps)
              .run(parts.part(), config.options().parts(), config.balance());
      Manifest manifest =
          new Manifest(
              graph.shape(),
              shards.cut(),
              settings,
              graph.cleaning(),
              graph.contentHash(),
              shards.files(),
              parts.trainingParts());
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
