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
 * <p>Sum and product may change places. Summing first means that halo rows never enter a product;
 * multiplying first pays where it narrows, and for sparse features.
 *
 * @see <a href="https://arxiv.org/abs/1609.02907">Kipf and Welling, GCN, ICLR 2017</a>
 */
public final class GraphConv {

  /**
   * Multiply-adds of a dense product in the time in which a sum over edges handles one value:
   * measured with 500k edges and width 256 on 2 cores, 22 ms against 25,000 x 256 x 256 in 21 ms.
   */
  private static final double PRODUCT_PER_SUM = 13;

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
    this.weight = parameters.glorot(name + ".lin.weight", in, out, group);
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
        !x.isSparse() && sumsFirst(x.rows(), edges)
            ? x.aggregate(edges).matmul(weight)
            : x.matmul(weight).aggregate(edges);
    return sum.addBias(bias);
  }

  private boolean sumsFirst(int rows, Adjacency edges) {
    double in = weight.rows();
    double out = weight.cols();
    double first = PRODUCT_PER_SUM * edges.numArcs() * in + edges.numRows() * in * out;
    double last = rows * in * out + PRODUCT_PER_SUM * edges.numArcs() * out;
    return first <= last;
  }
}
