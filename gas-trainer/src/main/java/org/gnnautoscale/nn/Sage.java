package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;

/**
 * GraphSAGE over all neighbors.
 *
 * <pre>
 * [dropout] -> per hidden layer: convolution, [norm], [+ its input where widths match], ReLU, dropout
 *   -> last convolution
 * </pre>
 *
 * @see SageConv
 */
public final class Sage extends Gnn {

  private final ModelConfig config;
  private final List<SageConv> convs = new ArrayList<>();
  private final Norms norms = new Norms();

  /** Declares the parameters; {@code seed} decides their initial values. */
  public Sage(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    config.requireWidths(numLayers() - 1);
    boolean max = max(config.aggregators());
    int width = graph.features();
    for (int i = 0; i < numLayers(); i++) {
      boolean last = i == lastLayer();
      int out = last ? graph.classes() : config.width(i);
      Group group = last ? Group.REST : Group.REGULARIZED;
      convs.add(new SageConv(parameters(), "convs." + i, width, out, max, group));
      if (!last) {
        norms.add(parameters(), config, out, Group.REGULARIZED);
      }
      width = out;
    }
  }

  private static boolean max(List<String> aggregators) {
    if (!List.of("mean").equals(aggregators) && !List.of("max").equals(aggregators)) {
      throw new IllegalArgumentException(
          "sage takes one of the aggregators mean and max, got " + aggregators);
    }
    return aggregators.contains("max");
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
    if (i == lastLayer()) {
      return h;
    }
    return norms.applyWithResidual(i, h, in, config).relu();
  }
}
