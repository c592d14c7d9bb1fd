package org.gnnautoscale.autograd;

import org.gnnautoscale.engine.Adjacency;
import org.jspecify.annotations.Nullable;

/** Weighted sums of rows over edges, where somebody has computed them before. */
@FunctionalInterface
public interface KnownSums {

  /** The sums of all targets of some edges, row i for target i; null if they are not known. */
  @Nullable Tensor over(Adjacency adjacency);
}
