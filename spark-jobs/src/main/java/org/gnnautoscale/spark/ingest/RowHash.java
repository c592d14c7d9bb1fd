package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import org.gnnautoscale.dataset.raw.Randomness;

/**
 * A sum of hashes of rows: the same for the same rows, in any order and any files.
 *
 * <p>Two lanes of 64 bits, each mixed as in SplitMix64 (Steele, Lea and Flood 2014) with a start of
 * its own; made to tell graphs apart, not to withstand an attack.
 */
final class RowHash implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final long FIRST = 0x9E3779B97F4A7C15L;
  private static final long SECOND = 0xD1B54A32D192ED03L;

  private long sumA;
  private long sumB;
  private long a = FIRST;
  private long b = SECOND;

  /** Adds a value to the row at hand. */
  void put(long value) {
    a = mix(a ^ value);
    b = mix(b + value);
  }

  void put(float[] values) {
    put(values.length);
    for (float value : values) {
      put(Float.floatToIntBits(value));
    }
  }

  void put(byte[] values) {
    put(values.length);
    for (byte value : values) {
      put(value);
    }
  }

  /** Adds a set of rows as one value. */
  void put(RowHash rows) {
    put(rows.sumA);
    put(rows.sumB);
  }

  /** Ends the row. */
  void endRow() {
    sumA += mix(a);
    sumB += mix(b);
    a = FIRST;
    b = SECOND;
  }

  void merge(RowHash other) {
    sumA += other.sumA;
    sumB += other.sumB;
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(sumA, sumB);
  }

  private static long mix(long z) {
    return Randomness.mix(z + FIRST);
  }
}
