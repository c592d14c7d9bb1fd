package org.gnnautoscale.dataset.generate;

import org.gnnautoscale.dataset.raw.Randomness;

/** Draws pairs of nodes, which may repeat or be loops. */
interface PairSource {

  /** Draws until the set takes a pair, or so often that there seems to be no more; false then. */
  boolean addOne(EdgeSet edges, Randomness random);
}
