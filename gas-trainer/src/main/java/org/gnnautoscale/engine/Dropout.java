package org.gnnautoscale.engine;

/**
 * Which values one dropout operation of one step keeps: a function of the seed, the step, the
 * operation, the row and the column, and of nothing else.
 *
 * <p>No mask is stored: forward and backward pass, any number of threads and any engine compute the
 * same one. The hash is two rounds of multiply and shift in 32 bits, after C. Wellons' {@code
 * lowbias32}, which vectorizes; the key of a row comes from SplitMix64.
 *
 * @param key decides the mask
 * @param rate share of values that become 0; the others are divided by 1 - rate
 */
public record Dropout(long key, double rate) {

  /** A matrix of at most as many columns is taken as rows of {@link #WIDE} values. */
  static final int NARROW = 8;

  static final int WIDE = 64;

  static final int GOLDEN_32 = 0x9E3779B9;
  static final int FIRST_FACTOR = 0x7FEB352D;
  static final int SECOND_FACTOR = 0x846CA68B;
  static final long GOLDEN_64 = 0x9E3779B97F4A7C15L;

  /** Checks the rate. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), got " + rate);
    }
  }

  /** The mask of operation number {@code operation} of a step. */
  public static Dropout of(long seed, long step, int operation, double rate) {
    return new Dropout(key(seed, step, operation), rate);
  }

  /** By what the values that stay are multiplied. */
  public float scale() {
    return (float) (1 / (1 - rate));
  }

  /** Whether a value of a matrix of {@code cols} columns stays. */
  public boolean keeps(long row, int col, int cols) {
    if (cols > NARROW) {
      return keeps(row, col);
    }
    long place = row * cols + col;
    return keeps(place / WIDE, (int) (place % WIDE));
  }

  /** Whether a value stays, of rows that may have any length. */
  public boolean keeps(long row, int col) {
    long rowKey = rowKey(row);
    int x = col * GOLDEN_32 + (int) rowKey;
    x = (x ^ (x >>> 16)) * FIRST_FACTOR ^ (int) (rowKey >>> 32);
    x = (x ^ (x >>> 15)) * SECOND_FACTOR;
    return (x ^ (x >>> 16)) >= threshold();
  }

  /** Both halves are keys of the row. */
  long rowKey(long row) {
    return rowKey(key, row);
  }

  static long rowKey(long key, long row) {
    return mix(key + row * GOLDEN_64);
  }

  /** What operation number {@code operation} of a step draws from. */
  public static long key(long seed, long step, int operation) {
    return mix(mix(mix(seed) + step) + operation);
  }

  /** Hashes, as signed numbers, below this are dropped. */
  int threshold() {
    return (int) Math.min(Math.round(rate * 0x1p32) + Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** SplitMix64's output function (Steele, Lea and Flood, OOPSLA 2014). */
  static long mix(long z) {
    long x = z + GOLDEN_64;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
