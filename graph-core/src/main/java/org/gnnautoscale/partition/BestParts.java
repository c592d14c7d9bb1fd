package org.gnnautoscale.partition;

/**
 * The best state of some parts that was seen: least weight outside of the limits, then least cut.
 *
 * <p>All moves must go through the log, which it clears whenever a state is the best.
 */
public final class BestParts {

  private static final double WORTH_GOING_ON = 0.0005;

  private final MoveLog log;
  private long outside = Long.MAX_VALUE;
  private long cut = Long.MAX_VALUE;

  /** Nothing is seen yet. */
  public BestParts(MoveLog log) {
    this.log = log;
  }

  /**
   * Keeps the present state if it is better.
   *
   * @param presentCut its cut, in any unit
   * @return whether it is better by enough to go on
   */
  public boolean offer(long presentCut) {
    Parts parts = log.parts();
    long present = parts.outside();
    if (present > outside || (present == outside && presentCut >= cut)) {
      return false;
    }
    boolean enough = present < outside || cut - presentCut > WORTH_GOING_ON * cut;
    outside = present;
    cut = presentCut;
    log.clear();
    return enough;
  }

  /** Brings the parts back to it. */
  public void restore() {
    log.rewind(0);
  }
}
