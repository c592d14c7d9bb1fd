package org.gnnautoscale.partition;

/**
 * Random-looking numbers that depend on their arguments only.
 *
 * <p>A shared random stream would give its values to threads in the order they ask; a hash gives
 * the same value to the same node on any number of threads.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele et al., SplitMix, 2014</a>
 */
public final class Mix {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /** A new seed for the {@code step}-th thing that needs one. */
  public static long seed(long seed, long step) {
    long z = seed + (step + 1) * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A hash of one value, cheap enough for inner loops. */
  public static int hash(int value, int salt) {
    int h = (value ^ salt) * 0x9E3779B9;
    h ^= h >>> 15;
    h *= 0x85EBCA6B;
    return h ^ (h >>> 13);
  }
}
