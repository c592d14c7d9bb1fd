package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Subgraph;

/**
 * GCNII, put together as in the GAS experiments.
 *
 * <pre>
 * [dropout] -> linear -> ReLU = x0
 *   -> per layer: dropout, convolution with x0, [norm], [+ its input], ReLU
 *   -> dropout -> linear
 * </pre>
 *
 * @see Gcn2Conv
 */
public final class Gcn2 extends Gnn {

  private static final String INITIAL = "x0";

  private final ModelConfig config;
  private final Linear input;
  private final List<Gcn2Conv> convs = new ArrayList<>();
  private final Norms norms = new Norms();
  private final Linear output;

  /** Declares the parameters; {@code seed} decides their initial values. */
  public Gcn2(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    int width = config.oneWidth();
    input = new Linear(parameters(), "lins.0", graph.features(), width, Group.REST);
    for (int i = 0; i < numLayers(); i++) {
      convs.add(new Gcn2Conv(parameters(), "convs." + i, width, i + 1, config, Group.REGULARIZED));
      norms.add(parameters(), config, width, Group.REGULARIZED);
    }
    output = new Linear(parameters(), "lins.1", width, graph.classes(), Group.REST);
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
    Tensor initial = input.apply(config.dropInput() ? x.dropout(config.dropout()) : x).relu();
    state.keep(INITIAL, initial);
    return initial;
  }

  @Override
  public Tensor layer(int i, Tensor x, Subgraph g, State state) {
    Tensor in = x.dropout(config.dropout());
    Tensor h = convs.get(i).apply(in, state.kept(INITIAL), g);
    return norms.applyWithResidual(i, h, in, config).relu();
  }

  @Override
  public Tensor decode(Tensor x, State state) {
    return output.apply(x.dropout(config.dropout()));
  }
}
