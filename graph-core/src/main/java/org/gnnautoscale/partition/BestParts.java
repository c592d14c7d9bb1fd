package org.gnnautoscale.partition;

/**
 * The best state of some parts that was seen: least weight outside of the limits, then least cut.
 *
 * <pre>
 * 4 bytes a node
 * </pre>
 */
public final class BestParts {

  private static final double WORTH_GOING_ON = 0.0005;

  private final Parts parts;
  private final int[] of;
  private final int[] weight;
  private long outside = Long.MAX_VALUE;
  private long cut = Long.MAX_VALUE;

  /** Nothing is seen yet. */
  public BestParts(Parts parts) {
    this.parts = parts;
    this.of = new int[parts.of.length];
    this.weight = new int[parts.count()];
  }

  /**
   * Keeps the present state if it is better.
   *
   * @param presentCut its cut, in any unit
   * @return whether it is better by enough to go on
   */
  public boolean offer(long presentCut) {
    long present = parts.overload() + parts.deficit();
    if (present > outside || (present == outside && presentCut >= cut)) {
      return false;
    }
    boolean enough = present < outside || cut - presentCut > WORTH_GOING_ON * cut;
    outside = present;
    cut = presentCut;
    System.arraycopy(parts.of, 0, of, 0, of.length);
    System.arraycopy(parts.weight, 0, weight, 0, weight.length);
    return enough;
  }

  /** Brings the parts back to it. */
  public void restore() {
    System.arraycopy(of, 0, parts.of, 0, of.length);
    System.arraycopy(weight, 0, parts.weight, 0, weight.length);
  }
}
