package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;

/**
 * A multilayer perceptron on each node's features alone: what a graph's edges are worth shows in
 * the difference to it.
 */
public final class Mlp extends Gnn {

  private final ModelConfig config;
  private final List<Linear> lins = new ArrayList<>();
  private final Norms norms = new Norms();

  /** Declares the parameters; {@code seed} decides their initial values. */
  public Mlp(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    config.requireWidths(numLayers() - 1);
    int width = graph.features();
    for (int i = 0; i < numLayers(); i++) {
      boolean last = i == lastLayer();
      int out = last ? graph.classes() : config.width(i);
      Group group = last ? Group.REST : Group.REGULARIZED;
      lins.add(new Linear(parameters(), "lins." + i, width, out, group));
      if (!last) {
        norms.add(parameters(), config, out, Group.REGULARIZED);
      }
      width = out;
    }
  }

  @Override
  public Messages messages() {
    return Messages.NONE;
  }

  @Override
  public int width(int layer) {
    return lins.get(layer).out();
  }

  @Override
  public Tensor layer(int i, Tensor x, Subgraph g, State state) {
    boolean drops = i > 0 || config.dropInput();
    Tensor h = lins.get(i).apply(drops ? x.dropout(config.dropout()) : x);
    return i == lastLayer() ? h : norms.apply(i, h).relu();
  }
}
