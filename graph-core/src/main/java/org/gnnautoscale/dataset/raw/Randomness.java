package org.gnnautoscale.dataset.raw;

/**
 * Random numbers that are the same on every machine and JDK, from a seed and the number of a
 * stream.
 *
 * <p>Not thread-safe: one a thread.
 *
 * @see <a href="https://doi.org/10.1145/2660193.2660195">Steele, Lea and Flood, Fast splittable
 *     pseudorandom number generators, OOPSLA 2014 (SplitMix64)</a>
 */
public final class Randomness {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;
  private double spare = Double.NaN;

  private Randomness(long state) {
    this.state = state;
  }

  /** The stream of a number; different streams of a seed are independent. */
  public static Randomness of(long seed, long stream) {
    return new Randomness(mix(mix(seed + GOLDEN) ^ stream * GOLDEN));
  }

  /** Scrambles the bits of a number; a bijection. */
  public static long mix(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** 64 random bits. */
  public long nextLong() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /** Uniform in 0..bound-1; the bias of at most bound / 2^32 is not corrected. */
  public int nextInt(int bound) {
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /** Standard normal, by the polar method; StrictMath, as Math may differ in the last bit. */
  public double nextGaussian() {
    if (!Double.isNaN(spare)) {
      double second = spare;
      spare = Double.NaN;
      return second;
    }
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square < 1 && square > 0) {
        double scale = Math.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * scale;
        return x * scale;
      }
    }
  }

  /** Pareto with least value 1. */
  public double nextPareto(double shape) {
    return StrictMath.pow(1 - nextDouble(), -1 / shape);
  }

  /** Puts the first {@code count} places of an array in random order, chosen from all of it. */
  public void shuffle(int[] array, int count) {
    for (int i = 0; i < count; i++) {
      int j = i + nextInt(array.length - i);
      int swapped = array[i];
      array[i] = array[j];
      array[j] = swapped;
    }
  }
}
