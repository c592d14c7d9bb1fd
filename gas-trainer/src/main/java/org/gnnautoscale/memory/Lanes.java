package org.gnnautoscale.memory;

import jdk.incubator.vector.FloatVector;

/** Vector width of this machine. */
public final class Lanes {
  private Lanes() {}

  /** Floats in one preferred vector. */
  public static int floats() {
    return FloatVector.SPECIES_PREFERRED.length();
  }
}
