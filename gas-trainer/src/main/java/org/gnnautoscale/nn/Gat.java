package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;

/**
 * The graph attention network, put together as in the GAS experiments.
 *
 * <pre>
 * per hidden layer: dropout, attention (its weights are dropped too), [norm],
 *     [+ its input where widths match], ELU
 *   -> dropout, last attention, whose heads are averaged
 * </pre>
 *
 * <p>{@code hidden} is the width of one head.
 *
 * @see GatConv
 */
public final class Gat extends Gnn {

  private final ModelConfig config;
  private final List<GatConv> convs = new ArrayList<>();
  private final Norms norms = new Norms();

  /** Declares the parameters; {@code seed} decides their initial values. */
  public Gat(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    config.requireWidths(numLayers() - 1);
    int width = graph.features();
    for (int i = 0; i < numLayers(); i++) {
      boolean last = i == lastLayer();
      GatConv.Heads heads =
          new GatConv.Heads(
              last ? config.outHeads() : config.hiddenHeads(),
              last,
              config.negativeSlope(),
              config.edgeFeatures());
      int out = last ? graph.classes() : config.width(i);
      convs.add(new GatConv(parameters(), "convs." + i, width, out, heads, Group.REGULARIZED));
      width = convs.get(i).out();
      if (!last) {
        norms.add(parameters(), config, width, Group.REGULARIZED);
      }
    }
  }

  @Override
  public Messages messages() {
    return Messages.SELF_LOOPS;
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
    Tensor h = convs.get(i).apply(in, g, config.dropout());
    return i == lastLayer() ? h : norms.applyWithResidual(i, h, in, config).elu();
  }
}
