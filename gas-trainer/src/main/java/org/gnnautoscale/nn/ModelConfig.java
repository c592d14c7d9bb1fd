package org.gnnautoscale.nn;

import java.util.List;

/**
 * Settings that shape a model.
 *
 * @param layers number of graph layers, at least 1
 * @param hidden width of the hidden layers: one for all of them, or one a layer
 * @param dropout share of values dropped, 0 up to but without 1
 * @param dropInput whether input features are dropped too
 * @param edgeDropout share of edges dropped in a training step; the weights left are scaled up
 * @param batchNorm whether a batch norm follows each hidden convolution
 * @param layerNorm whether a layer norm follows each hidden convolution
 * @param residual whether a layer's input is added to its output where the widths match
 * @param linear whether a linear layer stands before and one after the convolutions
 */
public record ModelConfig(
    int layers,
    List<Integer> hidden,
    double dropout,
    boolean dropInput,
    double edgeDropout,
    boolean batchNorm,
    boolean layerNorm,
    boolean residual,
    boolean linear) {

  /** Copies the list. */
  public ModelConfig {
    hidden = List.copyOf(hidden);
  }

  /** Width of hidden layer {@code i}. */
  public int width(int i) {
    return hidden.get(Math.min(i, hidden.size() - 1));
  }
}
