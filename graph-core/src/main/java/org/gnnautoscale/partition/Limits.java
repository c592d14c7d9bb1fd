package org.gnnautoscale.partition;

/**
 * Between which weights a part must lie.
 *
 * @param parts how many parts there are
 * @param cap heaviest part
 * @param floor lightest part
 */
public record Limits(int parts, int cap, int floor) {

  /** A floor of half the average costs nothing in cut; one of 0.97 costs 1 to 6 %. */
  private static final double LIGHTEST = 0.5;

  /** The limits for a total weight: at least 1 below, never less than the rounded average above. */
  public static Limits of(long total, int parts, double imbalance) {
    double average = (double) total / parts;
    long cap =
        (long) Math.max(Math.floor(average * (1 + imbalance) + 1e-9), Math.ceil(average - 1e-9));
    long floor = (long) Math.max(1, Math.ceil(average * LIGHTEST - 1e-9));
    return new Limits(parts, (int) Math.min(cap, Integer.MAX_VALUE), (int) floor);
  }

  /**
   * The same with a lower floor, where more nodes will fill up the lightest parts afterwards.
   *
   * @param nodes how many
   * @param lightest least weight of one
   */
  public Limits withAside(int nodes, int lightest) {
    long each = (long) (nodes / parts) * lightest;
    return new Limits(parts, cap, (int) Math.max(0, floor - each));
  }
}
