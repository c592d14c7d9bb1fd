package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Subgraph;

/**
 * Predict, then propagate: an MLP of each node's features, and steps of personalized PageRank.
 *
 * <pre>
 * [dropout] -> linear -> ReLU -> dropout -> linear = z0 -> z = (1 - alpha) A z + alpha z0, K times
 * </pre>
 *
 * <p>{@code layers} is K, {@code hidden} the width within the MLP. Every step but the last has a
 * history, as wide as there are classes.
 *
 * @see <a href="https://arxiv.org/abs/1810.05997">Gasteiger, Bojchevski and Guennemann, Predict
 *     then propagate, ICLR 2019</a>
 */
public final class Appnp extends Gnn {

  private static final String INITIAL = "z0";

  private final ModelConfig config;
  private final Linear first;
  private final Linear second;

  /** Declares the parameters; {@code seed} decides their initial values. */
  public Appnp(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    config.requireWidths(1);
    int width = config.width(0);
    first = new Linear(parameters(), "lins.0", graph.features(), width, Group.REGULARIZED);
    second = new Linear(parameters(), "lins.1", width, graph.classes(), Group.REST);
  }

  @Override
  public int width(int layer) {
    return second.out();
  }

  @Override
  public EdgeDropout edgeDropout() {
    return config.edgeDropout();
  }

  @Override
  public Tensor encode(Tensor x, State state) {
    Tensor in = config.dropInput() ? x.dropout(config.dropout()) : x;
    Tensor z = second.apply(first.apply(in).relu().dropout(config.dropout()));
    state.keep(INITIAL, z);
    return z;
  }

  @Override
  public Tensor layer(int i, Tensor x, Subgraph g, State state) {
    double alpha = config.alpha();
    return x.aggregate(g.adjacency()).combine(1 - alpha, state.kept(INITIAL), alpha);
  }
}
