package org.gnnautoscale.nn;

import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.autograd.BatchNorm;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Parameters;
import org.gnnautoscale.autograd.Tensor;

/** The norms that follow hidden convolutions: a batch norm, a layer norm, both or none. */
final class Norms {

  private final List<BatchNorm> batchNorms = new ArrayList<>();
  private final List<Parameter> scales = new ArrayList<>();
  private final List<Parameter> shifts = new ArrayList<>();

  /** Declares {@code bns.i} and {@code lns.i}, as far as they are wanted, for the next layer. */
  void add(Parameters parameters, ModelConfig config, int width, Group group) {
    if (config.batchNorm()) {
      batchNorms.add(BatchNorm.declare(parameters, "bns." + batchNorms.size(), width, group));
    }
    if (config.layerNorm()) {
      String name = "lns." + scales.size();
      scales.add(parameters.constant(name + ".weight", 1, width, 1, group));
      shifts.add(parameters.constant(name + ".bias", 1, width, 0, group));
    }
  }

  /** The norms of a convolution's result, to which its input is added if the settings say so. */
  Tensor applyWithResidual(int layer, Tensor h, Tensor input, ModelConfig config) {
    Tensor normed = apply(layer, h);
    return config.residual() && h.cols() == input.cols()
        ? normed.add(input.head(h.rows()))
        : normed;
  }

  Tensor apply(int layer, Tensor x) {
    Tensor y = batchNorms.isEmpty() ? x : x.batchNorm(batchNorms.get(layer));
    return scales.isEmpty() ? y : y.layerNorm(scales.get(layer), shifts.get(layer));
  }
}
