package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;

/**
 * Sums over the rows of a piece of a matrix, one for every column, added to a short vector that
 * stays in the nearest cache while the rows are read in the order in which they lie.
 */
final class Columns {

  private Columns() {}

  /** sums[c] += sum of x[., c]. */
  static void addSums(long x, long rows, int cols, long sums) {
    int whole = Simd.whole(cols);
    for (long at = x, end = x + 4 * rows * cols; at < end; at += 4L * cols) {
      for (int c = 0; c < whole; c += Simd.LANES) {
        long k = 4L * c;
        Simd.store(Simd.load(sums + k).add(Simd.load(at + k)), sums + k);
      }
      for (int c = whole; c < cols; c++) {
        Simd.set(sums + 4L * c, Simd.get(sums + 4L * c) + Simd.get(at + 4L * c));
      }
    }
  }

  /** sums[c] += sum of (x[., c] - mean[c]) squared. */
  static void addSquares(long x, long mean, long rows, int cols, long sums) {
    int whole = Simd.whole(cols);
    for (long at = x, end = x + 4 * rows * cols; at < end; at += 4L * cols) {
      for (int c = 0; c < whole; c += Simd.LANES) {
        long k = 4L * c;
        FloatVector d = Simd.load(at + k).sub(Simd.load(mean + k));
        Simd.store(d.fma(d, Simd.load(sums + k)), sums + k);
      }
      for (int c = whole; c < cols; c++) {
        float d = Simd.get(at + 4L * c) - Simd.get(mean + 4L * c);
        Simd.set(sums + 4L * c, Simd.get(sums + 4L * c) + d * d);
      }
    }
  }

  /** sums[c] += sum of g[., c] (x[., c] - mean[c]). */
  static void addProducts(long g, long x, long mean, long rows, int cols, long sums) {
    int whole = Simd.whole(cols);
    for (long at = 0, end = 4 * rows * cols; at < end; at += 4L * cols) {
      for (int c = 0; c < whole; c += Simd.LANES) {
        long k = 4L * c;
        FloatVector d = Simd.load(x + at + k).sub(Simd.load(mean + k));
        Simd.store(d.fma(Simd.load(g + at + k), Simd.load(sums + k)), sums + k);
      }
      for (int c = whole; c < cols; c++) {
        float d = Simd.get(x + at + 4L * c) - Simd.get(mean + 4L * c);
        Simd.set(sums + 4L * c, Simd.get(sums + 4L * c) + d * Simd.get(g + at + 4L * c));
      }
    }
  }

  /** out = g gFactor + x xFactor + shift, by column; with {@code add} it is added to out. */
  static void combine(long g, long x, Coefficients by, long out, long rows, int cols, Write write) {
    int whole = Simd.whole(cols);
    boolean add = write == Write.ADD;
    for (long at = 0, end = 4 * rows * cols; at < end; at += 4L * cols) {
      for (int c = 0; c < whole; c += Simd.LANES) {
        long k = 4L * c;
        FloatVector v = Simd.load(x + at + k).fma(Simd.load(by.x + k), Simd.load(by.shift + k));
        v = Simd.load(g + at + k).fma(Simd.load(by.g + k), v);
        Simd.store(add ? v.add(Simd.load(out + at + k)) : v, out + at + k);
      }
      for (int c = whole; c < cols; c++) {
        long k = 4L * c;
        float v = Simd.get(x + at + k) * Simd.get(by.x + k) + Simd.get(by.shift + k);
        v += Simd.get(g + at + k) * Simd.get(by.g + k);
        Simd.set(out + at + k, add ? v + Simd.get(out + at + k) : v);
      }
    }
  }

  /**
   * Addresses of three vectors, one value a column.
   *
   * @param g factors of g
   * @param x factors of x
   * @param shift what is added
   */
  record Coefficients(long g, long x, long shift) {}
}
