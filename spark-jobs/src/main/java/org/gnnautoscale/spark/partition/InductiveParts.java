package org.gnnautoscale.spark.partition;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.dataset.raw.NodeSplits;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Sides;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.partition.MultilevelKWay;
import org.gnnautoscale.partition.PartitionOptions;
import org.gnnautoscale.partition.RandomPartition;
import org.gnnautoscale.partition.SidesKWay;
import org.gnnautoscale.spark.Steps;
import org.gnnautoscale.spark.ingest.IngestedGraph;

/**
 * Parts of an inductive graph: training, validation and test graphs are in parts of their own, in
 * this order, so that a batch of training parts sees nothing else; nodes that are joined to none
 * with a role come last.
 */
final class InductiveParts {

  private static final int KINDS = 4;

  private final IngestedGraph graph;
  private final PartitionConfig config;
  private final Steps steps;

  InductiveParts(IngestedGraph graph, PartitionConfig config, Steps steps) {
    this.graph = graph;
    this.config = config;
    this.steps = steps;
  }

  /**
   * Refuses what is not possible for such graphs.
   *
   * @throws IllegalArgumentException if the graph is too large for the driver, has several splits,
   *     or balances training nodes
   */
  void require(boolean distributed) {
    if (distributed) {
      throw new IllegalArgumentException(
          "an inductive graph needs the whole structure on the driver: use --method metis with a"
              + " larger --driver-nodes and --driver-edges");
    }
    int splits = graph.nodes().splits();
    if (splits != 1) {
      throw new IllegalArgumentException(
          "an inductive graph must have one split, which its parts follow, got %d: leave one, or take \"inductive\" out of %s"
              .formatted(splits, GraphDescription.FILE));
    }
    if (config.balance() == Balance.TRAIN) {
      throw new IllegalArgumentException(
          "balance train is not for an inductive graph, as its training graphs have parts of their"
              + " own: use --balance nodes");
    }
  }

  /**
   * Computes the parts.
   *
   * @throws BadDataException if nodes of different roles are joined
   */
  Assignment assign(Progress progress) throws IOException {
    CsrGraph structure = DriverGraph.fetch(graph, config, steps);
    byte[] roles = steps.run("fetch roles", graph::roles);
    int[] kinds = kinds(structure, roles);
    SidesKWay parts = new SidesKWay(config.options(), this::partition);
    int trainingParts = parts.shares(structure, kinds)[0];
    steps.say(
        "inductive: %,d of %,d parts hold the training graphs"
            .formatted(trainingParts, config.options().parts()));
    int[] part = steps.time("partition", () -> parts.partition(structure, kinds, progress));
    return new Assignment(part, trainingParts);
  }

  private int[] partition(CsrGraph kind, PartitionOptions options, Progress progress) {
    return config.method() == PartitionMethod.RANDOM
        ? RandomPartition.partition(kind.nodes(), options)
        : new MultilevelKWay(options).partition(kind, progress);
  }

  /** 0 for training graphs, 1 for validation graphs, 2 for test graphs, 3 for others. */
  private int[] kinds(CsrGraph structure, byte[] roles) throws IOException {
    Sides sides = Sides.of(structure);
    int mixed = sides.mixed(roles);
    if (mixed >= 0) {
      throw mixed(mixed, roles[mixed]);
    }
    byte[] side = sides.of(roles);
    int[] kinds = new int[side.length];
    for (int u = 0; u < kinds.length; u++) {
      kinds[u] = (side[u] + KINDS - NodeSplits.TRAIN) % KINDS;
    }
    return kinds;
  }

  private BadDataException mixed(int node, byte role) {
    return BadDataException.of(
            "graph.json says that the graph is inductive, but nodes of different roles are joined")
        .with("file", new Path(config.graph(), GraphDescription.FILE))
        .with("node", graph.ids().value().text(node))
        .with("role", NodeSplits.name(role))
        .fix(
            "let nodes that edges join be all in train, all in val or all in test, or take"
                + " \"inductive\" out of graph.json");
  }
}
