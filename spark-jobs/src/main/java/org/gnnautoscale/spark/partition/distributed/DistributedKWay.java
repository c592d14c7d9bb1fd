package org.gnnautoscale.spark.partition.distributed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.partition.EmptyParts;
import org.gnnautoscale.partition.IsolatedNodes;
import org.gnnautoscale.partition.Limits;
import org.gnnautoscale.partition.Mix;
import org.gnnautoscale.partition.MultilevelKWay;
import org.gnnautoscale.partition.PartitionOptions;
import org.gnnautoscale.spark.DriverHeap;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.ingest.EdgeBlock;

/**
 * Parts of about equal weight with few edges between them, for graphs past the driver.
 *
 * <p>The cluster makes the graph smaller by clustering and contraction until it is within a {@link
 * Budget}; the driver parts what is left by {@link MultilevelKWay}; on the way back the cluster
 * refines the parts on each of its levels. Rows stay on the cluster, labels and parts on the
 * driver, which sends them to the executors and alone decides what moves: the outcome depends on
 * the graph, the options and the budget only, not on executors, blocks or their order.
 *
 * <pre>
 * driver: some 60 bytes a node of the graph, beside what the coarsest graph takes; nothing an edge
 * executor: 12 bytes a node, 4 an arc of its blocks (8 on coarse levels and with weights)
 * </pre>
 *
 * @see <a href="https://arxiv.org/abs/1404.4797">Meyerhenke, Sanders, Schulz: Parallel graph
 *     partitioning for complex networks, 2014</a>
 */
public final class DistributedKWay {

  /** Aim for the arcs of a block: some 4 MiB. */
  private static final int BLOCK_ARCS = 1 << 20;

  private static final int LEAST_COARSEST = 2000;
  private static final int COARSEST_PER_PART = 30;

  /** With fewer nodes a part, clusters would get as heavy as parts. */
  private static final int LEAST_PER_PART = 4;

  private static final double HEAVIEST_CLUSTER = 0.06;
  private static final double LEAST_SHRINK = 0.95;

  private final Traffic traffic;
  private final PartitionOptions options;
  private final Budget budget;
  private final Path directory;
  private final Steps steps;
  private final int blockArcs;
  private final List<Level> levels = new ArrayList<>();
  private final List<Clustering> clusterings = new ArrayList<>();
  private List<Round> rounds = List.of();

  /**
   * Prepares.
   *
   * @param directory for checkpoints; emptied, and removed at the end
   */
  public DistributedKWay(
      SparkSession session, PartitionOptions options, Budget budget, Path directory, Steps steps) {
    this(session, options, budget, directory, steps, BLOCK_ARCS);
  }

  // a sixth parameter for tests, which have graphs of less than one block
  DistributedKWay(
      SparkSession session,
      PartitionOptions options,
      Budget budget,
      Path directory,
      Steps steps,
      int blockArcs) {
    this.traffic = new Traffic(JavaSparkContext.fromSparkContext(session.sparkContext()));
    this.options = options;
    this.budget = budget;
    this.directory = directory;
    this.steps = steps;
    this.blockArcs = blockArcs;
  }

  /** What each round cost, once the parts are there. */
  public List<Round> rounds() {
    return rounds;
  }

  /**
   * Computes the parts.
   *
   * @param edges each once
   * @param nodes ids are below it
   * @param numEdges how many edges there are
   * @param weights what nodes and edges weigh
   * @return int32 [nodes], each in 0..parts-1, no part empty
   * @throws IllegalArgumentException if the coarsest graph is too large for the driver
   */
  public int[] partition(JavaRDD<EdgeBlock> edges, int nodes, long numEdges, FirstWeights weights)
      throws IOException {
    options.requireNodes(nodes);
    try (Checkpoint checkpoint = Checkpoint.begin(traffic.context(), directory);
        RoundLog log = new RoundLog(traffic, steps)) {
      log.begin();
      levels.add(firstLevel(edges, nodes, numEdges, weights, checkpoint));
      log.end("rows", 0, coarsest());
      int[] part = run(checkpoint, log);
      rounds = log.rounds();
      return part;
    } finally {
      levels.forEach(Level::close);
    }
  }

  private Level firstLevel(
      JavaRDD<EdgeBlock> edges,
      int nodes,
      long numEdges,
      FirstWeights weights,
      Checkpoint checkpoint)
      throws IOException {
    // at least one block for each core: how many there are does not show in the parts
    int numBlocks =
        Math.max(
            traffic.context().defaultParallelism(),
            Math.toIntExact((2 * numEdges + blockArcs - 1) / blockArcs));
    return steps.run(
        "lay out rows",
        () -> {
          JavaRDD<RowBlock> rows =
              checkpoint.save(FirstRows.of(edges, weights, numBlocks), "level-0");
          return weights.nodes() == NodeWeight.ONE
              ? Level.of(rows, nodes, null)
              : Level.ofWeighted(rows, nodes);
        });
  }

  private int[] run(Checkpoint checkpoint, RoundLog log) throws IOException {
    while (wantsCoarser() && coarsen(checkpoint, log)) {
      log.end("coarsen", clusterings.size(), coarsest());
    }
    int[] part = partOnDriver();
    for (int l = clusterings.size() - 1; l >= 0; l--) {
      part = clusterings.get(l).project(part);
      refine(l, part, log);
    }
    if (!clusterings.isEmpty() && hasAside()) {
      placeIsolated(part);
    }
    EmptyParts.fill(part, options.parts());
    return part;
  }

  private void placeIsolated(int[] part) {
    Level finest = levels.get(0);
    CsrGraph noEdges = CsrGraph.of(new int[part.length + 1], new int[0]);
    int[] weights = finest.nodeWeights();
    IsolatedNodes.place(
        weights == null ? noEdges : noEdges.withNodeWeights(weights),
        finest.isolated(),
        part,
        options.parts());
  }

  private Level coarsest() {
    return levels.get(levels.size() - 1);
  }

  /** At least one round is made: whoever has a small graph parted here wants to see it work. */
  private boolean wantsCoarser() {
    Level level = coarsest();
    return levels.size() == 1 || !budget.allows(level.nodes(), level.arcs() / 2);
  }

  /** Whether nodes without neighbors are kept aside until the end, as they cut nothing. */
  private boolean hasAside() {
    Level finest = levels.get(0);
    return finest.order().length >= LEAST_PER_PART * (long) options.parts();
  }

  /** Adds a coarser level; false, with a word to the user, if there is none. */
  private boolean coarsen(Checkpoint checkpoint, RoundLog log) throws IOException {
    log.begin();
    Level fine = coarsest();
    int number = levels.size();
    boolean aside = number == 1 && hasAside();
    int nodes = aside ? fine.order().length : fine.nodes();
    Clustering clusters = null;
    if (nodes >= LEAST_PER_PART * (long) options.parts()) {
      clusters = steps.run("cluster level " + number, () -> cluster(fine, nodes, aside, number));
    }
    if (clusters == null || clusters.count() > LEAST_SHRINK * nodes) {
      steps.say(
          "%,d nodes and %,d edges are left, which do not get fewer; the driver takes them all"
              .formatted(fine.nodes(), fine.arcs() / 2));
      return false;
    }
    Clustering found = clusters;
    levels.add(
        steps.run("contract level " + number, () -> contract(fine, found, checkpoint, number)));
    clusterings.add(clusters);
    return true;
  }

  private Clustering cluster(Level fine, int nodes, boolean aside, int number) {
    int parts = options.parts();
    double weight = connectedWeight();
    int cap = (int) Math.max(HEAVIEST_CLUSTER * weight / parts, 2.0 * weight / nodes);
    long target =
        Math.min(Math.max(LEAST_COARSEST, (long) COARSEST_PER_PART * parts), budget.nodes());
    return new ClusterRounds(fine, traffic)
        .cluster(aside, (int) target, cap, Mix.seed(options.seed(), number));
  }

  /** Weight of the nodes that are not kept aside: each of these weighs 1. */
  private double connectedWeight() {
    Level finest = levels.get(0);
    return finest.totalNodeWeight() - (hasAside() ? finest.isolated().length : 0);
  }

  /** How many nodes the coarsest level has not. */
  private int numAside() {
    return levels.size() > 1 && hasAside() ? levels.get(0).isolated().length : 0;
  }

  private Level contract(Level fine, Clustering clusters, Checkpoint checkpoint, int number) {
    long bytes = Integer.BYTES;
    Broadcast<int[]> of = traffic.broadcast(clusters.of(), bytes * fine.nodes());
    Broadcast<int[]> weight = traffic.broadcast(clusters.weight(), bytes * clusters.count());
    try {
      int cores = traffic.context().defaultParallelism();
      int numBlocks = Math.max(fine.numBlocks() / 2, Math.min(fine.numBlocks(), cores));
      JavaRDD<RowBlock> rows = Contraction.rows(fine.blocks(), of, weight, numBlocks);
      return Level.of(
          checkpoint.save(rows, "level-" + number), clusters.count(), clusters.weight());
    } finally {
      of.destroy();
      weight.destroy();
    }
  }

  private int[] partOnDriver() throws IOException {
    Level level = coarsest();
    steps.say(
        "partitioning takes up to %s of the driver's heap"
            .formatted(DriverHeap.gibibytes(DriverHeap.bytes(level.nodes(), level.arcs() / 2))));
    CsrGraph graph = steps.run("fetch coarse graph", () -> CoarseGraph.fetch(level, numAside()));
    return steps.time(
        "partition", () -> new MultilevelKWay(options).partition(graph, steps.progress()));
  }

  private void refine(int number, int[] part, RoundLog log) throws IOException {
    log.begin();
    Level level = levels.get(number);
    Limits limits =
        Limits.of(levels.get(0).totalNodeWeight(), options.parts(), options.imbalance())
            .withAside(numAside(), 1);
    Refinement refinement = new Refinement(limits, traffic);
    String name = "refine level " + number;
    boolean unused =
        steps.run(
            name,
            () -> {
              refinement.run(level, part, number == 0, Mix.seed(options.seed(), -1 - number));
              return true;
            });
    log.end("refine", number, level);
  }
}
