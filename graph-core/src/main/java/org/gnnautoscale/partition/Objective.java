package org.gnnautoscale.partition;

import java.util.Locale;

/** What parts are made to have little of. */
public enum Objective {
  /** Edges between parts. */
  CUT,

  /**
   * Distinct outside neighbors of a part, summed over the parts: the rows that batches pull from
   * histories.
   */
  HALO;

  /** As it is written on the command line and in manifests. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
