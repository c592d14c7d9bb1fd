package org.gnnautoscale.engine;

/** A sum of {@link RoundingError}s: operations add to it, and it is read when a run is over. */
public final class RoundingErrors {

  private RoundingError sum = RoundingError.NONE;

  /** Adds to the sum. */
  public void add(RoundingError error) {
    sum = sum.plus(error);
  }

  /** The sum so far. */
  public RoundingError sum() {
    return sum;
  }
}
