package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.load.Subgraph;
import org.jspecify.annotations.Nullable;

/**
 * A GCNII convolution: ((1 - alpha) A x + alpha x0) ((1 - beta) I + beta W) with beta = log(theta /
 * l + 1) in layer l, counted from 1.
 *
 * <p>Without a shared weight each of the two terms has its own.
 *
 * @see <a href="https://arxiv.org/abs/2007.02133">Chen et al., Simple and deep graph convolutional
 *     networks, ICML 2020</a>
 */
public final class Gcn2Conv {

  private final double alpha;
  private final double beta;
  private final Parameter weight;
  private final @Nullable Parameter initialWeight;

  /**
   * Declares {@code name.weight1}, and {@code name.weight2} if weights are not shared.
   *
   * @param width of what goes in and comes out
   * @param layer number of the layer, counted from 1
   */
  public Gcn2Conv(
      Parameters parameters, String name, int width, int layer, ModelConfig config, Group group) {
    this.alpha = config.alpha();
    this.beta = Math.log(config.theta() / layer + 1);
    this.weight = parameters.glorot(name + ".weight1", width, width, group);
    this.initialWeight =
        config.sharedWeights() ? null : parameters.glorot(name + ".weight2", width, width, group);
  }

  /** Width of what comes out. */
  public int out() {
    return weight.cols();
  }

  /**
   * From rows of batch and halo to rows of the batch.
   *
   * @param initial x0 of the batch
   */
  public Tensor apply(Tensor x, Tensor initial, Subgraph g) {
    Tensor sum = x.aggregate(g.adjacency());
    if (initialWeight == null) {
      return times(sum.combine(1 - alpha, initial, alpha), weight);
    }
    return times(sum.scale(1 - alpha), weight).add(times(initial.scale(alpha), initialWeight));
  }

  private Tensor times(Tensor h, Parameter by) {
    return h.combine(1 - beta, h.matmul(by), beta);
  }
}
