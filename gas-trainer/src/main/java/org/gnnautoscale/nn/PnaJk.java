package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;

/**
 * Principal neighborhood aggregations with jumping knowledge, put together as in the GAS
 * experiments.
 *
 * <pre>
 * [dropout] -> linear, [norm], ReLU = h0
 *   -> per layer i: dropout, convolution, [norm], [+ its input], ReLU = hi
 *   -> h0, h1, ... side by side -> dropout -> linear
 * </pre>
 *
 * <p>The norm behind the input's linear layer sees the halo's rows too: they are inputs, not
 * histories.
 *
 * @see PnaConv
 * @see <a href="https://arxiv.org/abs/1806.03536">Xu et al., Representation learning on graphs with
 *     jumping knowledge networks, ICML 2018</a>
 */
public final class PnaJk extends Gnn {

  private final ModelConfig config;
  private final Linear input;
  private final List<PnaConv> convs = new ArrayList<>();
  private final Norms norms = new Norms();
  private final Linear output;

  /** Declares the parameters; {@code seed} decides their initial values. */
  public PnaJk(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    int width = config.oneWidth();
    input = new Linear(parameters(), "lins.0", graph.features(), width, Group.REST);
    norms.add(parameters(), config, width, Group.REGULARIZED);
    for (int i = 0; i < numLayers(); i++) {
      convs.add(
          new PnaConv(
              parameters(),
              "convs." + i,
              width,
              width,
              config,
              graph.meanLogDegree(),
              Group.REGULARIZED));
      norms.add(parameters(), config, width, Group.REGULARIZED);
    }
    int all = (numLayers() + 1) * width;
    output = new Linear(parameters(), "lins.1", all, graph.classes(), Group.REST);
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
  public Tensor encode(Tensor x, State state) {
    Tensor in = config.dropInput() ? x.dropout(config.dropout()) : x;
    Tensor h = norms.apply(0, input.apply(in)).relu();
    state.keep(name(0), h);
    return h;
  }

  @Override
  public Tensor layer(int i, Tensor x, Subgraph g, State state) {
    Tensor in = x.dropout(config.dropout());
    Tensor h = norms.applyWithResidual(i + 1, convs.get(i).apply(in, g), in, config).relu();
    state.keep(name(i + 1), h);
    return h;
  }

  @Override
  public Tensor decode(Tensor x, State state) {
    List<Tensor> all =
        IntStream.rangeClosed(0, numLayers()).mapToObj(i -> state.kept(name(i))).toList();
    return output.apply(Tensor.concat(all).dropout(config.dropout()));
  }

  private static String name(int layer) {
    return "h" + layer;
  }
}
