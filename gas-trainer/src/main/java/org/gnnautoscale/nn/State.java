package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Tensor;

/**
 * What a model keeps of the batch's nodes on the way from one layer to later ones, such as the
 * initial embeddings of GCNII or all layers' outputs for a jumping-knowledge concatenation.
 *
 * <p>In a training step it is a tensor of the step, with its gradient. In an exact pass, which
 * finishes a layer for all nodes before the next one begins, it lies in host memory meanwhile:
 * float32 [nodes of the graph, width] for each name.
 */
public interface State {

  /**
   * Keeps rows under a name, over what was kept under it before.
   *
   * @param x rows of the batch; those of a halo may follow, and are not kept
   */
  void keep(String name, Tensor x);

  /**
   * Rows of the batch that this layer, else an earlier one or the encoder, kept.
   *
   * @throws IllegalStateException if nothing was kept under that name
   */
  Tensor kept(String name);
}
