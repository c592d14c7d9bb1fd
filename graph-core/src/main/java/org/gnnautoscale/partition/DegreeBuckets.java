package org.gnnautoscale.partition;

/** Degrees in steps of powers of two: 0, 1, 2-3, 4-7 and so on. */
public final class DegreeBuckets {

  /** How many steps there are. */
  public static final int COUNT = 33;

  private DegreeBuckets() {}

  /** Step of a degree. */
  public static int of(int degree) {
    return 32 - Integer.numberOfLeadingZeros(degree);
  }
}
