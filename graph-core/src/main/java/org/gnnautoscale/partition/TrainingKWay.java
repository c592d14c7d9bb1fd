package org.gnnautoscale.partition;

import java.util.Arrays;
import org.gnnautoscale.graph.CsrGraph;
import org.gnnautoscale.graph.Workers;
import org.gnnautoscale.io.Progress;

/**
 * Parts with about equally many training nodes, sizes not too far apart, and few edges between
 * them.
 *
 * <p>One weight cannot bound both. So nodes are first parted by a weight to which training nodes
 * and all nodes contribute about half each; then nodes are moved, at the least loss, until in every
 * part
 *
 * <pre>
 * training nodes  at most 1 + imbalance of the average, at least 0.9 of it
 * other nodes     at most 1.2 of the average (1 + imbalance if that is more), at least 0.5 of it
 * </pre>
 *
 * where rounding up is allowed above, and rounding down below. All nodes of a part then are at most
 * 1.2 of the average too. With fewer training nodes than parts some parts have none; no part is
 * without any node.
 */
public final class TrainingKWay {

  private static final double FEWEST_TRAINING = 0.9;
  private static final double FEWEST_OTHERS = 0.5;
  private static final double MOST_OTHERS = 0.2;

  private final PartitionOptions options;

  /** Prepares for graphs to be partitioned with these options. */
  public TrainingKWay(PartitionOptions options) {
    this.options = options;
  }

  /** {@link #partition(CsrGraph, Progress)} in silence. */
  public int[] partition(CsrGraph graph) {
    return partition(graph, Progress.silent());
  }

  /**
   * Computes the parts.
   *
   * @param graph whose node weights are 1 for training nodes and 0 for others
   * @return int32 [nodes], each in 0..parts-1, no part empty
   * @throws IllegalArgumentException if there are more parts than nodes, or no training nodes
   */
  public int[] partition(CsrGraph graph, Progress progress) {
    options.requireNodes(graph.nodes());
    int[] training = training(graph);
    CsrGraph ofBoth = graph.withNodeWeights(both(training, graph.totalNodeWeight()));
    int[] part = new MultilevelKWay(options).partition(ofBoth, progress);
    int[] others = Arrays.stream(training).map(t -> 1 - t).toArray();
    double mostOthers = Math.max(MOST_OTHERS, options.imbalance());
    try (Workers workers = Workers.of(options.threads())) {
      CsrGraph ofOthers = graph.withNodeWeights(others);
      Parts[] ofKind = {
        even(ofOthers, part, mostOthers, FEWEST_OTHERS, workers),
        even(graph, part, options.imbalance(), FEWEST_TRAINING, workers)
      };
      new TrainingRefinement(graph, training, ofKind).run();
    }
    EmptyParts.fill(part, options.parts());
    return part;
  }

  private static int[] training(CsrGraph graph) {
    int[] training = graph.nodeWeights();
    if (training == null || graph.totalNodeWeight() == 0) {
      throw new IllegalArgumentException("some nodes must be training nodes, none is");
    }
    for (int t : training) {
      if (t > 1) {
        throw new IllegalArgumentException("training nodes must weigh 1, got " + t);
      }
    }
    return training;
  }

  /** A training node weighs as much more as there are nodes for one, but never fills a part. */
  private int[] both(int[] training, int total) {
    int nodes = training.length;
    double share = (double) nodes / total;
    int more = (int) Math.min(Math.round(share), nodes / options.parts());
    return Arrays.stream(training).map(t -> 1 + more * t).toArray();
  }

  /** Moves nodes that weigh 1 until parts are within the bounds; nodes that weigh 0 stay. */
  private Parts even(CsrGraph graph, int[] part, double above, double fewest, Workers workers) {
    int count = options.parts();
    int cap = Limits.of(graph.totalNodeWeight(), count, above).cap();
    int floor = (int) Math.floor(fewest * graph.totalNodeWeight() / count + 1e-9);
    Parts parts = new Parts(graph, part, new Limits(count, cap, floor));
    Rebalancing.ifNeeded(graph, new MoveLog(parts), Boundary.all(graph), workers);
    return parts;
  }
}
