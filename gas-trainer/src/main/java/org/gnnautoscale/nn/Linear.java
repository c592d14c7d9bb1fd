package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;
import org.jspecify.annotations.Nullable;

/** A linear layer: each row times a weight, plus a bias. */
public final class Linear {

  private final Parameter weight;
  private final @Nullable Parameter bias;

  /**
   * Declares {@code name.weight} and {@code name.bias}, drawn as PyTorch's {@code Linear} does:
   * evenly from +-1 / sqrt(in).
   */
  public Linear(Parameters parameters, String name, int in, int out, Group group) {
    this(weight(parameters, name, in, out, group), bias(parameters, name, in, out, group));
  }

  private Linear(Parameter weight, @Nullable Parameter bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /** The same without a bias. */
  public static Linear withoutBias(
      Parameters parameters, String name, int in, int out, Group group) {
    return new Linear(weight(parameters, name, in, out, group), null);
  }

  private static Parameter weight(
      Parameters parameters, String name, int in, int out, Group group) {
    return parameters
        .uniform(name + ".weight", in, out, 1 / Math.sqrt(in), group)
        .transposedInFiles();
  }

  private static Parameter bias(Parameters parameters, String name, int in, int out, Group group) {
    return parameters.uniform(name + ".bias", 1, out, 1 / Math.sqrt(in), group);
  }

  /** Width of what comes out. */
  public int out() {
    return weight.cols();
  }

  /** Every row for itself. */
  public Tensor apply(Tensor x) {
    Tensor product = x.matmul(weight);
    return bias == null ? product : product.addBias(bias);
  }
}
