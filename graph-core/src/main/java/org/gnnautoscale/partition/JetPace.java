package org.gnnautoscale.partition;

/**
 * How boldly Jet refines a level, and for how long; the refinement on Spark has the same.
 *
 * @param lossShare a node may lose so much of the weight that ties it to its part
 * @param patience iterations without a real gain after which to stop
 */
public record JetPace(double lossShare, int patience) {

  /** Settles down; the last one on every level. */
  static final JetPace CAREFUL = new JetPace(0.25, 2);

  /**
   * Finds the way out of what the coarser level left; the first one on all levels but the finest.
   */
  static final JetPace BOLD = new JetPace(0.75, 2);

  private static final JetPace BOLD_ALONE = new JetPace(0.75, 4);

  /** The pace of the finest level, or that of all others, where each level has one only. */
  public static JetPace of(boolean finest) {
    return finest ? CAREFUL : BOLD_ALONE;
  }
}
