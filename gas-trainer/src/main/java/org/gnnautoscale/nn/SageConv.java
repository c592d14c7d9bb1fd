package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.load.Subgraph;

/**
 * A GraphSAGE convolution: a product of each node's own row, plus one of its neighbors' mean (by
 * the edges' weights) or maximum, plus a bias.
 *
 * @see <a href="https://arxiv.org/abs/1706.02216">Hamilton, Ying and Leskovec, Inductive
 *     representation learning on large graphs, NIPS 2017</a>
 */
public final class SageConv {

  private final Parameter neighbors;
  private final Parameter bias;
  private final Linear own;
  private final boolean max;

  /**
   * Declares {@code name.lin_l.weight} and {@code name.lin_l.bias} for the neighbors and {@code
   * name.lin_r.weight} for the node itself.
   *
   * @param max whether neighbors are put together by their maximum; else by their mean
   */
  public SageConv(Parameters parameters, String name, int in, int out, boolean max, Group group) {
    double bound = 1 / Math.sqrt(in);
    this.neighbors =
        parameters.uniform(name + ".lin_l.weight", in, out, bound, group).transposedInFiles();
    this.bias = parameters.uniform(name + ".lin_l.bias", 1, out, bound, group);
    this.own = Linear.withoutBias(parameters, name + ".lin_r", in, out, group);
    this.max = max;
  }

  /** Width of what comes out. */
  public int out() {
    return neighbors.cols();
  }

  /** From rows of batch and halo to rows of the batch. */
  public Tensor apply(Tensor x, Subgraph g) {
    return ofNeighbors(x, g.adjacency()).add(own.apply(x.head(g.numNodes()))).addBias(bias);
  }

  private Tensor ofNeighbors(Tensor x, Adjacency edges) {
    if (max) {
      return x.max(edges).matmul(neighbors);
    }
    return Order.sumsFirst(x, neighbors, edges)
        ? x.mean(edges).matmul(neighbors)
        : x.matmul(neighbors).mean(edges);
  }
}
