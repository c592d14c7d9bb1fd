package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.load.Subgraph;
import org.jspecify.annotations.Nullable;

/**
 * A graph attention: for each head the sum of the neighbors' products, weighted by a softmax of
 * leakyRelu(a_src W x_w + a_dst W x_v), with a_edge U u added where edges have a feature u.
 *
 * <p>Heads stand side by side, or are averaged. A node is its own neighbor too, so its edges need a
 * self-loop.
 *
 * @see <a href="https://arxiv.org/abs/1710.10903">Velickovic et al., Graph attention networks, ICLR
 *     2018</a>
 */
public final class GatConv {

  private final int heads;
  private final boolean averaged;
  private final double slope;
  private final Parameter weight;
  private final Parameter source;
  private final Parameter target;
  private final @Nullable EdgeTerm edge;
  private final Parameter bias;

  /** The feature of an edge is its weight, which is as wide as one value. */
  private record EdgeTerm(Parameter weight, Parameter attention) {}

  /**
   * How the heads of a layer are made and put together.
   *
   * @param heads number of heads, at least 1
   * @param averaged whether the result is their mean; else they stand side by side
   * @param slope of the leaky ReLU below 0
   * @param edgeFeatures whether the weight of an edge takes part in its score
   */
  public record Heads(int heads, boolean averaged, double slope, boolean edgeFeatures) {}

  /**
   * Declares {@code name.lin.weight}, {@code name.att_src}, {@code name.att_dst} and {@code
   * name.bias}, and with features of edges {@code name.lin_edge.weight} and {@code name.att_edge}.
   *
   * @param in width of the embeddings that go in
   * @param out width of one head
   */
  public GatConv(Parameters parameters, String name, int in, int out, Heads options, Group group) {
    this.heads = options.heads();
    this.averaged = options.averaged();
    this.slope = options.slope();
    int all = heads * out;
    this.weight = parameters.glorot(name + ".lin.weight", in, all, group).transposedInFiles();
    this.source = attention(parameters, name + ".att_src", out, group);
    this.target = attention(parameters, name + ".att_dst", out, group);
    this.edge =
        options.edgeFeatures()
            ? new EdgeTerm(
                parameters.glorot(name + ".lin_edge.weight", 1, all, group).transposedInFiles(),
                attention(parameters, name + ".att_edge", out, group))
            : null;
    this.bias = parameters.constant(name + ".bias", 1, averaged ? out : all, 0, group);
  }

  private Parameter attention(Parameters parameters, String name, int out, Group group) {
    double bound = Math.sqrt(6.0 / (heads + out));
    return parameters.uniform(name, 1, heads * out, bound, group).shapedInFiles(1, heads, out);
  }

  /** Width of what comes out. */
  public int out() {
    return bias.cols();
  }

  /**
   * From rows of batch and halo to rows of the batch.
   *
   * @param dropout share of attention weights dropped
   */
  public Tensor apply(Tensor x, Subgraph g, double dropout) {
    Adjacency edges = g.adjacency();
    Tensor h = x.matmul(weight);
    Tensor targets = h.head(g.numNodes()).headProducts(target, heads);
    Tensor attention =
        h.headProducts(source, heads)
            .edgeSoftmax(edges, targets, edgeScores(x, edges), slope)
            .dropout(dropout);
    Tensor sum = h.aggregate(edges, attention);
    return (averaged ? sum.meanOfHeads(heads) : sum).addBias(bias);
  }

  private @Nullable Tensor edgeScores(Tensor x, Adjacency edges) {
    if (edge == null) {
      return null;
    }
    Tensor feature = x.tape().edgeWeights(edges).matmul(edge.weight());
    return feature.headProducts(edge.attention(), heads);
  }
}
