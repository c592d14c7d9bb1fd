package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.EdgeDropout;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;

/**
 * The graph isomorphism network, put together as in the CLUSTER experiment of GAS.
 *
 * <pre>
 * [dropout] -> linear -> ReLU
 *   -> per layer: dropout, convolution (with a batch norm in its MLP), [layer norm], [+ its input]
 *   -> dropout -> linear
 * </pre>
 *
 * <p>With {@code noise} the training loss has a term that keeps the layers from magnifying the
 * error of histories: from the second layer on, the mean distance of what the MLP makes of its
 * input with and without normal noise of that size, divided by the number of histories.
 *
 * @see GinConv
 * @see <a href="https://arxiv.org/abs/2106.05609">Fey et al., GNNAutoScale, ICML 2021, section
 *     3</a>
 */
public final class Gin extends Gnn {

  private final ModelConfig config;
  private final Linear input;
  private final List<GinConv> convs = new ArrayList<>();
  private final Norms norms = new Norms();
  private final Linear output;

  /** Declares the parameters; {@code seed} decides their initial values. */
  public Gin(GraphInfo graph, ModelConfig config, long seed) {
    super(config.layers(), seed);
    this.config = config;
    config.requireWidths(numLayers());
    int width = config.width(0);
    input = new Linear(parameters(), "lins.0", graph.features(), width, Group.REST);
    for (int i = 0; i < numLayers(); i++) {
      int out = config.width(i);
      convs.add(
          new GinConv(
              parameters(), "convs." + i, width, out, config.batchNorm(), Group.REGULARIZED));
      norms.add(parameters(), config.with("batchNorm", false), out, Group.REGULARIZED);
      width = out;
    }
    output = new Linear(parameters(), "lins.1", width, graph.classes(), Group.REST);
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
    return input.apply(config.dropInput() ? x.dropout(config.dropout()) : x).relu();
  }

  @Override
  public Tensor layer(int i, Tensor x, Subgraph g, State state) {
    Tensor in = x.dropout(config.dropout());
    GinConv conv = convs.get(i);
    Tensor sum = conv.sum(in, g);
    Tensor h = conv.mlp(sum);
    if (i > 0 && config.noise() > 0 && x.tape().isTraining()) {
      regularize(conv, sum, h);
    }
    return norms.applyWithResidual(i, h, in, config);
  }

  @Override
  public Tensor decode(Tensor x, State state) {
    return output.apply(x.dropout(config.dropout()));
  }

  private void regularize(GinConv conv, Tensor sum, Tensor h) {
    Tensor noise = sum.tape().noise(sum.rows(), sum.cols()).scale(config.noise());
    Tensor apart = conv.mlp(sum.add(noise)).combine(1, h, -1);
    apart.addNormsToLoss(1.0 / sum.rows() / (numLayers() - 1));
  }
}
