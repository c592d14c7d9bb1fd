package org.gnnautoscale.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;

/**
 * A batch of a small graph: rows of its nodes, then of its halo, in a loader's order; all else is
 * taken from the graph itself.
 *
 * @param nodes rows of the batch
 * @param features of all rows
 * @param sparse whether features are kept without their zeros
 * @param arcs into the batch
 * @param weighted whether arcs have weights of their own
 * @param outside the halo's rows in each history; none if there are no histories
 * @param meanLogDegree mean over all nodes of log(in-degree + 1)
 */
public record DenseBatch(
    int nodes,
    Dense features,
    boolean sparse,
    Arcs arcs,
    boolean weighted,
    List<Dense> outside,
    double meanLogDegree) {

  /** Copies what a step is computed from; a step changes histories. */
  public static DenseBatch of(
      TinyGraph graph, Messages messages, Subgraph batch, Histories histories) {
    List<Dense> outside = new ArrayList<>();
    for (int i = 0; i < histories.size(); i++) {
      outside.add(Dense.of(histories.of(i).rows()).rows(batch.haloIds(), batch.numHalo()));
    }
    return new DenseBatch(
        batch.numNodes(),
        Dense.of(graph.features).rows(batch.ids(), batch.numRows()),
        graph.sparse,
        arcs(graph, messages, batch),
        graph.weighted || messages == Messages.SYMMETRIC,
        outside,
        graph.sources.stream()
            .mapToDouble(row -> Math.log(row.size() + 1))
            .average()
            .orElseThrow());
  }

  /** The graph's arcs into the batch, each of which the loader must have once. */
  private static Arcs arcs(TinyGraph graph, Messages messages, Subgraph batch) {
    int[] rowPtr = batch.adjacency().rowPtr();
    Arcs loaded = Arcs.of(batch.adjacency());
    double[] weights = new double[loaded.size()];
    for (int r = 0; r < batch.adjacency().numRows(); r++) {
      Map<Integer, Double> expected = weights(graph, messages, (int) batch.ids()[r]);
      for (int arc = rowPtr[r]; arc < rowPtr[r + 1]; arc++) {
        Double weight = expected.remove((int) batch.ids()[loaded.source(arc)]);
        if (weight == null) {
          throw new IllegalArgumentException("arc %d is not in the graph, or twice".formatted(arc));
        }
        weights[arc] = weight;
      }
      if (!expected.isEmpty()) {
        throw new IllegalArgumentException("arcs into row %d are lost: %s".formatted(r, expected));
      }
    }
    return loaded.weighted(weights);
  }

  private static Map<Integer, Double> weights(TinyGraph graph, Messages messages, int node) {
    return switch (messages) {
      case NONE -> Map.of();
      case EDGES -> graph.weightsInto(node);
      case SELF_LOOPS -> {
        Map<Integer, Double> weights = graph.weightsInto(node);
        double mean = weights.values().stream().mapToDouble(w -> w).average().orElse(1);
        weights.put(node, mean);
        yield weights;
      }
      case SYMMETRIC -> graph.normalizedInto(node);
    };
  }
}
