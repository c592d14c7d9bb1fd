package org.gnnautoscale.train;

/** How the losses of a batch's training nodes become the loss of one step. */
public enum BatchLoss {
  /** Their mean: every batch weighs the same, however few labels it has (as published). */
  MEAN,

  /**
   * Their sum, times the batches of an epoch, over the training nodes of the graph: the mean over
   * an epoch is the loss of the whole graph.
   */
  UNBIASED
}
