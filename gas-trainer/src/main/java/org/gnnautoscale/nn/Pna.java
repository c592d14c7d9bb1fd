package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;

/**
 * A network of principal neighborhood aggregations, put together as in the GAS experiments.
 *
 * <pre>
 * [dropout] -> per hidden layer: convolution, [norm], [+ its input where widths match], ReLU, dropout
 *   -> last convolution
 * </pre>
 *
 * @see PnaConv
 */
public final class Pna extends Gnn {

  private final ModelConfig config;
  private final List<PnaConv> convs = new ArrayList<>();
  private final Norms norms = new Norms();

  /** Declares the parameters; {@code seed} decides their initial values. */
  public Pna(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    config.requireWidths(numLayers() - 1);
    int width = graph.features();
    for (int i = 0; i < numLayers(); i++) {
      boolean last = i == lastLayer();
      int out = last ? graph.classes() : config.width(i);
      Group group = last ? Group.REST : Group.REGULARIZED;
      convs.add(
          new PnaConv(
              parameters(), "convs." + i, width, out, config, graph.meanLogDegree(), group));
      if (!last) {
        norms.add(parameters(), config, out, Group.REGULARIZED);
      }
      width = out;
    }
  }

  @Override
  public Messages messages() {
    return Messages.EDGES;
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
  public Tensor layer(int i, Tensor x, Subgraph g, State state) {
    Tensor in = i > 0 || config.dropInput() ? x.dropout(config.dropout()) : x;
    Tensor h = convs.get(i).apply(in, g);
    return i == lastLayer() ? h : norms.applyWithResidual(i, h, in, config).relu();
  }
}
