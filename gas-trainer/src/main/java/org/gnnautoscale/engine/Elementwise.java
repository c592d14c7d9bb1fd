package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** Operations on values that lie next to each other: whole vectors first, then what is left. */
final class Elementwise {

  private Elementwise() {}

  static void copy(long x, long out, long n) {
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      Simd.store(Simd.load(x + 4 * i), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(out + 4 * i, Simd.get(x + 4 * i));
    }
  }

  static void clear(long out, long n) {
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      Simd.store(Simd.zero(), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(out + 4 * i, 0);
    }
  }

  static void relu(long x, long out, long n) {
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      Simd.store(Simd.load(x + 4 * i).max(0), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(out + 4 * i, Math.max(Simd.get(x + 4 * i), 0));
    }
  }

  /** out = x above 0, exp(x) - 1 below. */
  static void elu(long x, long out, long n) {
    for (long i = 0; i < n; i += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(i, n);
      FloatVector v = Simd.load(x + 4 * i, lanes);
      FloatVector below = Simd.expm1(v.min(0));
      Simd.store(below.blend(v, v.compare(VectorOperators.GT, 0)), out + 4 * i, lanes);
    }
  }

  /** Gradient of {@link #elu}, whose result was y. */
  static void eluGradient(long y, long g, long out, long n, Write write) {
    for (long i = 0; i < n; i += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(i, n);
      FloatVector slope = Simd.load(y + 4 * i, lanes).min(0).add(1);
      FloatVector v = slope.mul(Simd.load(g + 4 * i, lanes));
      FloatVector sum = write == Write.ADD ? Simd.load(out + 4 * i, lanes).add(v) : v;
      Simd.store(sum, out + 4 * i, lanes);
    }
  }

  /** out = g where y is above 0, otherwise 0. */
  static void setReluGradient(long y, long g, long out, long n) {
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      VectorMask<Float> above = Simd.load(y + 4 * i).compare(VectorOperators.GT, 0);
      Simd.store(Simd.zero().blend(Simd.load(g + 4 * i), above), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(out + 4 * i, Simd.get(y + 4 * i) > 0 ? Simd.get(g + 4 * i) : 0);
    }
  }

  /** out += g where y is above 0. */
  static void addReluGradient(long y, long g, long out, long n) {
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      VectorMask<Float> above = Simd.load(y + 4 * i).compare(VectorOperators.GT, 0);
      FloatVector passed = Simd.zero().blend(Simd.load(g + 4 * i), above);
      Simd.store(Simd.load(out + 4 * i).add(passed), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      float passed = Simd.get(y + 4 * i) > 0 ? Simd.get(g + 4 * i) : 0;
      Simd.set(out + 4 * i, Simd.get(out + 4 * i) + passed);
    }
  }

  static void add(long a, long b, long out, long n) {
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      Simd.store(Simd.load(a + 4 * i).add(Simd.load(b + 4 * i)), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(out + 4 * i, Simd.get(a + 4 * i) + Simd.get(b + 4 * i));
    }
  }

  /** out = alpha a + beta b. */
  static void combine(float alpha, long a, float beta, long b, long out, long n) {
    FloatVector factor = Simd.broadcast(beta);
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      FloatVector scaled = Simd.load(a + 4 * i).mul(alpha);
      Simd.store(Simd.load(b + 4 * i).fma(factor, scaled), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(out + 4 * i, Math.fma(Simd.get(b + 4 * i), beta, alpha * Simd.get(a + 4 * i)));
    }
  }

  /** out = a b, or added to it. */
  static void multiply(long a, long b, long out, long n, Write write) {
    boolean add = write == Write.ADD;
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      FloatVector before = add ? Simd.load(out + 4 * i) : Simd.zero();
      Simd.store(Simd.load(a + 4 * i).fma(Simd.load(b + 4 * i), before), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      float before = add ? Simd.get(out + 4 * i) : 0;
      Simd.set(out + 4 * i, Math.fma(Simd.get(a + 4 * i), Simd.get(b + 4 * i), before));
    }
  }

  /** out = alpha x, or added to it. */
  static void scaled(float alpha, long x, long out, long n, Write write) {
    if (write == Write.ADD) {
      axpy(alpha, x, out, n);
      return;
    }
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      Simd.store(Simd.load(x + 4 * i).mul(alpha), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(out + 4 * i, alpha * Simd.get(x + 4 * i));
    }
  }

  static double dot(long a, long b, long n) {
    FloatVector sums = Simd.zero();
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      sums = Simd.load(a + 4 * i).fma(Simd.load(b + 4 * i), sums);
    }
    double sum = 0;
    for (int lane = 0; lane < Simd.LANES; lane++) {
      sum += sums.lane(lane);
    }
    for (long i = whole; i < n; i++) {
      sum += (double) Simd.get(a + 4 * i) * Simd.get(b + 4 * i);
    }
    return sum;
  }

  static void axpy(float alpha, long x, long out, long n) {
    FloatVector factor = Simd.broadcast(alpha);
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      Simd.store(Simd.load(x + 4 * i).fma(factor, Simd.load(out + 4 * i)), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(out + 4 * i, Math.fma(Simd.get(x + 4 * i), alpha, Simd.get(out + 4 * i)));
    }
  }

  static void scale(float alpha, long x, long n) {
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      Simd.store(Simd.load(x + 4 * i).mul(alpha), x + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(x + 4 * i, alpha * Simd.get(x + 4 * i));
    }
  }

  /** out = x + bias, for rows that lie next to each other. */
  static void addBias(long x, long bias, long out, long rows, int cols) {
    int whole = Simd.whole(cols);
    VectorMask<Float> tail = Simd.tail(cols);
    for (long at = 0, end = rows * cols * 4; at < end; at += 4L * cols) {
      for (int c = 0; c < whole; c += Simd.LANES) {
        long i = at + 4L * c;
        Simd.store(Simd.load(x + i).add(Simd.load(bias + 4L * c)), out + i);
      }
      if (whole < cols) {
        long i = at + 4L * whole;
        FloatVector sum = Simd.load(x + i, tail).add(Simd.load(bias + 4L * whole, tail));
        Simd.store(sum, out + i, tail);
      }
    }
  }

  /** out = max(x + bias, 0), for rows that lie next to each other. */
  static void addBiasRelu(long x, long bias, long out, long rows, int cols) {
    int whole = Simd.whole(cols);
    VectorMask<Float> tail = Simd.tail(cols);
    for (long at = 0, end = rows * cols * 4; at < end; at += 4L * cols) {
      for (int c = 0; c < whole; c += Simd.LANES) {
        long i = at + 4L * c;
        Simd.store(Simd.load(x + i).add(Simd.load(bias + 4L * c)).max(0), out + i);
      }
      if (whole < cols) {
        long i = at + 4L * whole;
        FloatVector sum = Simd.load(x + i, tail).add(Simd.load(bias + 4L * whole, tail));
        Simd.store(sum.max(0), out + i, tail);
      }
    }
  }

  /** out = x factor + shift, by column, for rows that lie next to each other. */
  static void affine(long x, long factor, long shift, long out, long rows, int cols) {
    int whole = Simd.whole(cols);
    VectorMask<Float> tail = Simd.tail(cols);
    for (long at = 0, end = rows * cols * 4; at < end; at += 4L * cols) {
      for (int c = 0; c < whole; c += Simd.LANES) {
        long k = 4L * c;
        Simd.store(
            Simd.load(x + at + k).fma(Simd.load(factor + k), Simd.load(shift + k)), out + at + k);
      }
      if (whole < cols) {
        long k = 4L * whole;
        FloatVector v = Simd.load(x + at + k, tail);
        Simd.store(
            v.fma(Simd.load(factor + k, tail), Simd.load(shift + k, tail)), out + at + k, tail);
      }
    }
  }
}
