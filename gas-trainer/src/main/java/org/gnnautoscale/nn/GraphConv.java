package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.load.Subgraph;

/**
 * A graph convolution: the weighted sum of neighbors, times a weight, plus a bias.
 *
 * <p>Sum and product may change places: see {@link Order}.
 *
 * @see <a href="https://arxiv.org/abs/1609.02907">Kipf and Welling, GCN, ICLR 2017</a>
 */
public final class GraphConv {

  private final Parameter weight;
  private final Parameter bias;

  /**
   * Declares {@code name.lin.weight} (Glorot) and {@code name.bias} (zero).
   *
   * @param in width of the embeddings that go in
   * @param out width of those that come out
   * @param group which weight decay they have
   */
  public GraphConv(Parameters parameters, String name, int in, int out, Group group) {
    this.weight = parameters.glorot(name + ".lin.weight", in, out, group).transposedInFiles();
    this.bias = parameters.constant(name + ".bias", 1, out, 0, group);
  }

  /** Width of what comes out. */
  public int out() {
    return weight.cols();
  }

  /** From rows of batch and halo to rows of the batch. */
  public Tensor apply(Tensor x, Subgraph g) {
    Adjacency edges = g.adjacency();
    Tensor sum =
        Order.sumsFirst(x, weight, edges)
            ? x.aggregate(edges).matmul(weight)
            : x.matmul(weight).aggregate(edges);
    return sum.addBias(bias);
  }
}
