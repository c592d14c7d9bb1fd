package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Half precision to single, which is exact, and back to the nearest, of two equally near ones to
 * the even.
 *
 * <p>A half is a sign, 5 bits of exponent and 10 of the fraction. Moved up by 13 bits they are
 * those of a float whose exponent is too small by 112; the product with 2^112 is right for what is
 * subnormal too. The way back adds half a unit of the last bit that stays, and lets the carry run
 * into the exponent.
 */
final class HalfFloats {

  private static final VectorSpecies<Short> SHORTS =
      VectorSpecies.of(short.class, VectorShape.forBitSize(Simd.FLOATS.vectorBitSize() / 2));

  private static final float LARGEST = 65_504;

  /** Of magnitudes from here on, the nearest half would be infinite. */
  private static final float OVERFLOW = 65_520;

  private static final int LARGEST_BITS = Float.floatToRawIntBits(LARGEST);

  /** The least magnitude whose half is not subnormal. */
  private static final int NORMAL_BITS = Float.floatToRawIntBits(0x1p-14f);

  private static final int INFINITY_BITS = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private static final int EXPONENT_SHIFT = 112 << 23;

  private static final float EXPONENT_FACTOR = 0x1p112f;

  /** To which what is subnormal is added to be rounded: the last bit then stands for 2^-24. */
  private static final float ROUNDING = 0.5f;

  private static final int ROUNDING_BITS = Float.floatToRawIntBits(ROUNDING);

  private HalfFloats() {}

  /** out = the {@code n} halves at {@code x}. */
  static void toFloats(long x, long out, long n) {
    long whole = n - n % Simd.LANES;
    for (long i = 0; i < whole; i += Simd.LANES) {
      ShortVector halves = Simd.loadShorts(SHORTS, x + 2 * i);
      IntVector bits = (IntVector) halves.convertShape(VectorOperators.S2I, Simd.INTS, 0);
      Simd.store(toFloats(bits), out + 4 * i);
    }
    for (long i = whole; i < n; i++) {
      Simd.set(out + 4 * i, Float.float16ToFloat(Simd.getShort(x + 2 * i)));
    }
  }

  /**
   * out = the halves nearest to the {@code n} floats at {@code x}; the largest one for what is
   * beyond it.
   *
   * <p>For a few thousand values, as their errors are added up in single precision. What is masked
   * is added, not blended: of a blend that is used twice the compiler makes an object.
   */
  static RoundingError toHalves(long x, long out, int n) {
    FloatVector most = Simd.zero();
    FloatVector errors = Simd.zero();
    FloatVector squares = Simd.zero();
    int saturated = 0;
    int whole = Simd.whole(n);
    for (int i = 0; i < whole; i += Simd.LANES) {
      FloatVector v = Simd.load(x + 4L * i);
      IntVector bits = toHalves(v);
      Simd.store((ShortVector) bits.convertShape(VectorOperators.I2S, SHORTS, 0), out + 2L * i);
      VectorMask<Float> within = v.abs().lt(OVERFLOW);
      FloatVector d = toFloats(bits).sub(v).abs();
      most = most.lanewise(VectorOperators.MAX, d, within);
      errors = errors.add(d.mul(d), within);
      squares = squares.add(v.mul(v), within);
      saturated += v.abs().compare(VectorOperators.GE, OVERFLOW).trueCount();
    }
    RoundingError error =
        new RoundingError(
            most.reduceLanes(VectorOperators.MAX), Simd.sum(errors), Simd.sum(squares), saturated);
    for (int i = whole; i < n; i++) {
      float v = Simd.get(x + 4L * i);
      short half = toHalf(v);
      Simd.setShort(out + 2L * i, half);
      error = error.plus(error(v, half));
    }
    return error;
  }

  /** Of bits of halves, one in each lane. */
  private static FloatVector toFloats(IntVector half) {
    IntVector magnitude = half.and(0x7fff);
    IntVector bits =
        magnitude
            .lanewise(VectorOperators.LSHL, 13)
            .reinterpretAsFloats()
            .mul(EXPONENT_FACTOR)
            .reinterpretAsInts();
    IntVector sign = half.and(0x8000).lanewise(VectorOperators.LSHL, 16);
    return bits.lanewise(
            VectorOperators.OR, INFINITY_BITS, magnitude.compare(VectorOperators.GE, 0x7c00))
        .or(sign)
        .reinterpretAsFloats();
  }

  /** Bits of the halves, one in each lane. */
  private static IntVector toHalves(FloatVector v) {
    IntVector all = v.reinterpretAsInts();
    IntVector magnitude = all.and(Integer.MAX_VALUE);
    IntVector limited = magnitude.min(LARGEST_BITS);
    IntVector odd = limited.lanewise(VectorOperators.LSHR, 13).and(1);
    IntVector normal =
        limited.sub(EXPONENT_SHIFT - 0xfff).add(odd).lanewise(VectorOperators.LSHR, 13);
    IntVector subnormal =
        limited.reinterpretAsFloats().add(ROUNDING).reinterpretAsInts().sub(ROUNDING_BITS);
    return normal
        .blend(subnormal, limited.compare(VectorOperators.LT, NORMAL_BITS))
        .blend(0x7e00, magnitude.compare(VectorOperators.GT, INFINITY_BITS))
        .or(all.lanewise(VectorOperators.LSHR, 16).and(0x8000));
  }

  /** The same for one value. */
  static short toHalf(float v) {
    return Float.floatToFloat16(Math.clamp(v, -LARGEST, LARGEST));
  }

  /** The error of one value; none of what is not a number. */
  static RoundingError error(float v, short half) {
    if (Math.abs(v) >= OVERFLOW) {
      return new RoundingError(0, 0, 0, 1);
    }
    double d = Math.abs((double) Float.float16ToFloat(half) - v);
    return Float.isNaN(v) ? RoundingError.NONE : new RoundingError(d, d * d, (double) v * v, 0);
  }
}
