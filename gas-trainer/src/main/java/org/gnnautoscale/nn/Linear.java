package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;

/** A linear layer: each row times a weight, plus a bias. */
public final class Linear {

  private final Parameter weight;
  private final Parameter bias;

  /**
   * Declares {@code name.weight} and {@code name.bias}, drawn as PyTorch's {@code Linear} does:
   * evenly from +-1 / sqrt(in).
   */
  public Linear(Parameters parameters, String name, int in, int out, Group group) {
    double bound = 1 / Math.sqrt(in);
    this.weight = parameters.uniform(name + ".weight", in, out, bound, group);
    this.bias = parameters.uniform(name + ".bias", 1, out, bound, group);
  }

  /** Width of what comes out. */
  public int out() {
    return weight.cols();
  }

  /** Every row for itself. */
  public Tensor apply(Tensor x) {
    return x.matmul(weight).addBias(bias);
  }
}
