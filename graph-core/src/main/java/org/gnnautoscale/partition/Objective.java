package org.gnnautoscale.partition;

import java.util.Locale;
import org.gnnautoscale.io.EnumName;

/** What parts are made to have little of. */
public enum Objective {
  /** Edges between parts. */
  CUT,

  /**
   * Distinct outside neighbors of a part, summed over the parts: the rows that batches pull from
   * histories.
   */
  HALO;

  /**
   * The objective of a name on the command line.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Objective parse(String name) {
    return EnumName.parse("objective", values(), name);
  }

  /** As it is written on the command line and in manifests. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
