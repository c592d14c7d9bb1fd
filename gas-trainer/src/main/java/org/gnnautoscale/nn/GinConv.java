package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.BatchNorm;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Subgraph;
import org.jspecify.annotations.Nullable;

/**
 * A graph isomorphism convolution: an MLP of (1 + eps) times a node's row plus the weighted sum of
 * its neighbors', with eps trained.
 *
 * <p>The MLP is linear, [batch norm without running statistics], ReLU, linear, ReLU.
 *
 * @see <a href="https://arxiv.org/abs/1810.00826">Xu et al., How powerful are graph neural
 *     networks?, ICLR 2019</a>
 */
public final class GinConv {

  private final Parameter eps;
  private final Linear first;
  private final @Nullable BatchNorm norm;
  private final Linear second;

  /**
   * Declares {@code name.eps}, {@code name.nn.0}, the norm {@code name.nn.1} and {@code name.nn.3}.
   *
   * @param in width of the embeddings that go in
   * @param out width of those that come out, and within the MLP
   */
  public GinConv(
      Parameters parameters, String name, int in, int out, boolean batchNorm, Group group) {
    this.eps = parameters.constant(name + ".eps", 1, 1, 0, group);
    this.first = new Linear(parameters, name + ".nn.0", in, out, group);
    this.norm =
        batchNorm ? BatchNorm.withoutStatistics(parameters, name + ".nn.1", out, group) : null;
    this.second = new Linear(parameters, name + ".nn.3", out, out, group);
  }

  /** Width of what comes out. */
  public int out() {
    return second.out();
  }

  /** From rows of batch and halo to what the MLP is given for rows of the batch. */
  public Tensor sum(Tensor x, Subgraph g) {
    return x.head(g.numNodes()).scaleByOnePlus(eps).add(x.aggregate(g.adjacency()));
  }

  /** The MLP. */
  public Tensor mlp(Tensor sum) {
    Tensor h = first.apply(sum);
    return second.apply((norm == null ? h : h.batchNorm(norm)).relu()).relu();
  }
}
