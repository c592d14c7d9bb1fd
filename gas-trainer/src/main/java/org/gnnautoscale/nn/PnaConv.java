package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Pointwise;
import org.gnnautoscale.load.Subgraph;
import org.jspecify.annotations.Nullable;

/**
 * A principal neighborhood aggregation, as in the GAS experiments: for each aggregator and each
 * scaler a linear layer, ReLU, the aggregation, another linear layer, and a factor by degree; their
 * sum, plus a linear layer of the node itself.
 *
 * <p>Aggregators are mean, sum (both by the edges' weights), max, min and std. Scalers are
 * identity, amplification log(d + 1) / delta and attenuation delta / log(d + 1), with d the
 * in-degree (at least 1 in attenuation) and delta the mean of log(d + 1) over the graph. Where
 * edges have a feature, a linear layer of it is added to what goes along the edge, before the ReLU.
 *
 * @see <a href="https://arxiv.org/abs/2004.05718">Corso et al., Principal neighbourhood aggregation
 *     for graph nets, NeurIPS 2020</a>
 */
public final class PnaConv {

  private final double meanLogDegree;
  private final List<Tower> towers = new ArrayList<>();
  private final Linear own;

  /** One aggregator with one scaler. */
  private record Tower(
      String aggregator, String scaler, Linear pre, @Nullable Linear edge, Linear post) {}

  /**
   * Declares {@code name.pre_lins.k}, {@code name.post_lins.k} and {@code name.lin}, and with
   * features of edges {@code name.edge_lins.k}; k counts scalers within aggregators.
   */
  public PnaConv(
      Parameters parameters,
      String name,
      int in,
      int out,
      ModelConfig config,
      double meanLogDegree,
      Group group) {
    this.meanLogDegree = meanLogDegree;
    for (String aggregator : config.aggregators()) {
      for (String scaler : config.scalers()) {
        int k = towers.size();
        Linear edge =
            config.edgeFeatures()
                ? Linear.withoutBias(parameters, name + ".edge_lins." + k, 1, out, group)
                : null;
        towers.add(
            new Tower(
                aggregator,
                scaler,
                new Linear(parameters, name + ".pre_lins." + k, in, out, group),
                edge,
                new Linear(parameters, name + ".post_lins." + k, out, out, group)));
      }
    }
    this.own = new Linear(parameters, name + ".lin", in, out, group);
  }

  /** Width of what comes out. */
  public int out() {
    return own.out();
  }

  /** From rows of batch and halo to rows of the batch. */
  public Tensor apply(Tensor x, Subgraph g) {
    Tensor sum = own.apply(x.head(g.numNodes()));
    for (Tower tower : towers) {
      sum = sum.add(apply(tower, x, g.adjacency()));
    }
    return sum;
  }

  private Tensor apply(Tower tower, Tensor x, Adjacency edges) {
    Tensor message = tower.pre().apply(x);
    Adjacency along = edges;
    if (tower.edge() != null) {
      Tensor feature = tower.edge().apply(x.tape().edgeWeights(edges));
      message = message.ofSources(edges).add(feature);
      along = edges.incoming();
    }
    Tensor post = tower.post().apply(aggregate(tower.aggregator(), message.relu(), along));
    return scale(tower.scaler(), post, edges);
  }

  private static Tensor aggregate(String aggregator, Tensor x, Adjacency edges) {
    return switch (aggregator) {
      case "mean" -> x.mean(edges);
      case "sum" -> x.aggregate(edges);
      case "max" -> x.max(edges);
      case "min" -> x.min(edges);
      case "std" -> deviation(x, edges);
      default -> throw new IllegalArgumentException("unknown aggregator '" + aggregator + "'");
    };
  }

  private static Tensor deviation(Tensor x, Adjacency edges) {
    Tensor squares = x.map(Pointwise.SQUARE).mean(edges);
    Tensor mean = x.mean(edges);
    return squares.combine(1, mean.map(Pointwise.SQUARE), -1).map(Pointwise.DEVIATION);
  }

  private Tensor scale(String scaler, Tensor x, Adjacency edges) {
    return switch (scaler) {
      case "identity" -> x;
      case "amplification" ->
          x.scaleRows(
              x.tape().column(x.rows(), r -> Math.log1p(edges.rowLength(r)) / meanLogDegree));
      case "attenuation" ->
          x.scaleRows(
              x.tape()
                  .column(
                      x.rows(), r -> meanLogDegree / Math.log1p(Math.max(1, edges.rowLength(r)))));
      default -> throw new IllegalArgumentException("unknown scaler '" + scaler + "'");
    };
  }
}
