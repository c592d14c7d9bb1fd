package org.gnnautoscale.autograd;

import org.gnnautoscale.engine.Adjacency;
import org.jspecify.annotations.Nullable;

/**
 * Weighted sums of input features over edges: without a dropout they are the same in every step.
 */
public interface KnownSums {

  /**
   * The sums of all targets of some edges.
   *
   * @param training whether the step that asks will come again and again
   * @return row i for target i; null if they are not known
   */
  @Nullable Tensor over(Adjacency adjacency, boolean training);
}
