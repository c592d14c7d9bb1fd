package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Subgraph;
import org.jspecify.annotations.Nullable;

/**
 * The graph convolutional network, put together as in the GAS experiments.
 *
 * <pre>
 * [dropout] -> [linear -> ReLU -> dropout]
 *   -> per hidden layer: convolution, [norm], [+ its input where widths match], ReLU, dropout
 *   -> last convolution                    or, with linear:
 *   -> one more hidden layer -> linear
 * </pre>
 *
 * @see <a href="https://arxiv.org/abs/1609.02907">Kipf and Welling, GCN, ICLR 2017</a>
 */
public final class Gcn extends Gnn {

  private final ModelConfig config;
  private final List<GraphConv> convs = new ArrayList<>();
  private final Norms norms = new Norms();
  private final @Nullable Linear input;
  private final @Nullable Linear output;

  /** Declares the parameters; {@code seed} decides their initial values. */
  public Gcn(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    boolean linear = config.linear();
    config.requireWidths(linear ? numLayers() : numLayers() - 1);
    int width = linear ? config.width(0) : graph.features();
    input = linear ? new Linear(parameters(), "lins.0", graph.features(), width, Group.REST) : null;
    for (int i = 0; i < numLayers(); i++) {
      boolean last = i == lastLayer() && !linear;
      int out = last ? graph.classes() : config.width(i);
      Group group = last ? Group.REST : Group.REGULARIZED;
      convs.add(new GraphConv(parameters(), "convs." + i, width, out, group));
      if (!last) {
        norms.add(parameters(), config, out, Group.REGULARIZED);
      }
      width = out;
    }
    output = linear ? new Linear(parameters(), "lins.1", width, graph.classes(), Group.REST) : null;
  }

  @Override
  public int width(int layer) {
    return convs.get(layer).out();
  }

  @Override
  public EdgeDropout edgeDropout() {
    return config.edgeDropout();
  }

  @Override
  public Tensor encode(Tensor x, State state) {
    Tensor dropped = config.dropInput() ? x.dropout(config.dropout()) : x;
    return input == null ? dropped : input.apply(dropped).relu();
  }

  @Override
  public Tensor layer(int i, Tensor x, Subgraph g, State state) {
    boolean first = i == 0 && input == null;
    Tensor in = first ? x : x.dropout(config.dropout());
    Tensor h = convs.get(i).apply(in, g);
    if (i == lastLayer() && output == null) {
      return h;
    }
    return norms.applyWithResidual(i, h, in, config).relu();
  }

  @Override
  public Tensor decode(Tensor x, State state) {
    return output == null ? x : output.apply(x.dropout(config.dropout()));
  }
}
