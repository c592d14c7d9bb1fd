package org.gnnautoscale.spark.submit;

import java.io.IOException;
import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.partition.Balance;
import org.gnnautoscale.partition.Objective;
import org.gnnautoscale.partition.PartitionOptions;
import org.gnnautoscale.spark.partition.PartitionConfig;
import org.gnnautoscale.spark.partition.PartitionMethod;
import org.gnnautoscale.spark.partition.distributed.Budget;
import org.gnnautoscale.store.Store;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What to partition and how: the arguments of {@code gas partition} and of {@link Partition}. */
public final class PartitionArguments {

  @Parameters(
      paramLabel = "GRAPH",
      description = "Directory that import, generate or another Spark job wrote.")
  private String graph;

  @Option(
      names = "--parts",
      required = true,
      paramLabel = "K",
      description = "Number of parts; a few hundred to a few thousand nodes each.")
  private int parts;

  @Option(
      names = "--output",
      required = true,
      paramLabel = "STORE",
      description = "Directory to write.")
  private String output;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description =
          "metis: few edges between parts; spark: the same, on the cluster whatever the size; random:"
              + " for comparison (default: metis).")
  private PartitionMethod method = PartitionMethod.METIS;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      description = "Same seed, same parts (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--imbalance",
      paramLabel = "SHARE",
      description =
          "How much more than the average a part may have of what is balanced (default:"
              + " ${DEFAULT-VALUE}).")
  private double imbalance = 0.03;

  @Option(
      names = "--balance",
      paramLabel = "UNIT",
      description =
          "What parts have equally much of. nodes; edges: messages of a layer; train: training nodes,"
              + " and parts of at most 1.2 times the average size (default: nodes).")
  private Balance balance = Balance.NODES;

  @Option(
      names = "--objective",
      paramLabel = "OBJECTIVE",
      description = "cut: few edges between parts; halo: few rows to pull for them (default: cut).")
  private Objective objective = Objective.CUT;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Threads of the partitioner; 0 = all cores (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--driver-nodes",
      paramLabel = "N",
      description =
          "Graphs of more nodes are made smaller on the cluster first (default: ${DEFAULT-VALUE}).")
  private int driverNodes = Budget.DEFAULT.nodes();

  @Option(
      names = "--driver-edges",
      paramLabel = "M",
      description = "The same for edges (default: ${DEFAULT-VALUE}).")
  private long driverEdges = Budget.DEFAULT.edges();

  /** As it was typed. */
  public String graph() {
    return graph;
  }

  /** As it was typed. */
  public String output() {
    return output;
  }

  /**
   * Checks what can be checked before Spark starts.
   *
   * @throws org.gnnautoscale.io.BadDataException if the input is no GRAPH directory
   * @throws org.gnnautoscale.io.OutputExistsException if the output is taken
   * @throws IllegalArgumentException if a number is out of its range, or the graph has fewer nodes
   *     than there are to be parts
   */
  public PartitionConfig config(Existing existing) throws IOException {
    PartitionConfig config =
        new PartitionConfig(
            Storage.path(graph),
            Storage.path(output),
            existing,
            method,
            new PartitionOptions(parts, imbalance, seed, threads, objective),
            balance,
            new Budget(driverNodes, driverEdges));
    OutputDirectory.check(config.output(), Store.KIND, existing);
    requireNodes(GraphDescription.read(config.graph()));
    return config;
  }

  /** Only graph.json is asked, which need not know; whoever counts the nodes asks again. */
  private void requireNodes(GraphDescription description) {
    long nodes = description.nodes();
    if (nodes > 0 && parts > nodes) {
      throw new IllegalArgumentException(
          "--parts is larger than the number of nodes\n  graph    %s\n  nodes    %d\n  parts    %d\n  fix      choose --parts of at most %d"
              .formatted(graph, nodes, parts, nodes));
    }
  }
}
