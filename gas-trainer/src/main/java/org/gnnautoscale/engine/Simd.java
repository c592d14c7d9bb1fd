package org.gnnautoscale.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.gnnautoscale.memory.OffHeap;

/**
 * Vectors of this machine's preferred width, read from and written to addresses.
 *
 * <p>{@code reduceLanes(ADD)} and {@code lanewise(EXP)} have other last bits once the compiler has
 * met a loop often enough, so that a run would depend on when it does. {@link #sum}, {@link #exp}
 * and {@link #log1p} are made of operations that are exact to the bit.
 */
final class Simd {

  static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;

  /** As many integers. */
  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  /** Values in one vector. */
  static final int LANES = FLOATS.length();

  /** Bytes of one vector. */
  static final long BYTES = 4L * LANES;

  private static final VectorShuffle<Float> BY_16 = turn(16);
  private static final VectorShuffle<Float> BY_8 = turn(8);
  private static final VectorShuffle<Float> BY_4 = turn(4);
  private static final VectorShuffle<Float> BY_2 = turn(2);
  private static final VectorShuffle<Float> BY_1 = turn(1);

  /** Of this and what is below, {@link #exp} is the least normal number. */
  private static final float LEAST_EXPONENT = -87.33654f;

  private static final FloatVector LOG2_OF_E = broadcast(1.442695f);

  /** To which a number below 2^22 is added to be rounded: the last bit then stands for 1. */
  private static final FloatVector ROUNDING = broadcast(0x1.8p23f);

  private static final int ROUNDING_BITS = Float.floatToRawIntBits(0x1.8p23f);

  /** Minus the logarithm of 2 in two pieces, of which the first has few bits. */
  private static final FloatVector MINUS_LOG_2 = broadcast(-355f / 512);

  private static final FloatVector MINUS_LOG_2_REST = broadcast(2.1219444e-4f);

  /** Of (exp(x) - 1 - x) / x^2 within +- log(2) / 2 (Cephes, expf.c). */
  private static final FloatVector EXP_0 = broadcast(0.5f);

  private static final FloatVector EXP_1 = broadcast(0.16666666f);
  private static final FloatVector EXP_2 = broadcast(0.041665796f);
  private static final FloatVector EXP_3 = broadcast(0.008333452f);
  private static final FloatVector EXP_4 = broadcast(0.0013981999f);
  private static final FloatVector EXP_5 = broadcast(1.9875691e-4f);

  private static final MemorySegment MEMORY = OffHeap.everything();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private Simd() {}

  private static VectorShuffle<Float> turn(int lanes) {
    return VectorShuffle.iota(FLOATS, lanes % LANES, 1, true);
  }

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(FLOATS, MEMORY, address, ORDER);
  }

  static FloatVector load(long address, VectorMask<Float> lanes) {
    return FloatVector.fromMemorySegment(FLOATS, MEMORY, address, ORDER, lanes);
  }

  static void store(FloatVector v, long address) {
    v.intoMemorySegment(MEMORY, address, ORDER);
  }

  static void store(FloatVector v, long address, VectorMask<Float> lanes) {
    v.intoMemorySegment(MEMORY, address, ORDER, lanes);
  }

  static IntVector loadInts(long address) {
    return IntVector.fromMemorySegment(INTS, MEMORY, address, ORDER);
  }

  static IntVector loadInts(long address, VectorMask<Integer> lanes) {
    return IntVector.fromMemorySegment(INTS, MEMORY, address, ORDER, lanes);
  }

  static void store(IntVector v, long address, VectorMask<Integer> lanes) {
    v.intoMemorySegment(MEMORY, address, ORDER, lanes);
  }

  static ShortVector loadShorts(VectorSpecies<Short> species, long address) {
    return ShortVector.fromMemorySegment(species, MEMORY, address, ORDER);
  }

  static void store(ShortVector v, long address) {
    v.intoMemorySegment(MEMORY, address, ORDER);
  }

  static short getShort(long address) {
    return MEMORY.get(ValueLayout.JAVA_SHORT, address);
  }

  static void setShort(long address, short value) {
    MEMORY.set(ValueLayout.JAVA_SHORT, address, value);
  }

  static float get(long address) {
    return MEMORY.get(ValueLayout.JAVA_FLOAT, address);
  }

  static void set(long address, float value) {
    MEMORY.set(ValueLayout.JAVA_FLOAT, address, value);
  }

  static FloatVector broadcast(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  static FloatVector zero() {
    return FloatVector.zero(FLOATS);
  }

  /** Sum of all lanes: halves onto each other, until one is left. */
  static float sum(FloatVector v) {
    FloatVector sum = v;
    if (LANES > 16) {
      sum = sum.add(sum.rearrange(BY_16));
    }
    if (LANES > 8) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (LANES > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    sum = sum.add(sum.rearrange(BY_2));
    return sum.add(sum.rearrange(BY_1)).lane(0);
  }

  /**
   * Sums of groups of as many lanes, in the first of each.
   *
   * @param group a power of two, at most 16
   */
  static FloatVector sums(FloatVector v, int group) {
    FloatVector sum = v;
    if (group > 8) {
      sum = sum.add(sum.rearrange(BY_8));
    }
    if (group > 4) {
      sum = sum.add(sum.rearrange(BY_4));
    }
    if (group > 2) {
      sum = sum.add(sum.rearrange(BY_2));
    }
    return group > 1 ? sum.add(sum.rearrange(BY_1)) : sum;
  }

  /**
   * For each lane the sum of all that are a multiple of a round away.
   *
   * <p>Without a branch: a vector that comes from one of two places becomes an object.
   */
  static final class Rounds {

    private final VectorMask<Float> by16;
    private final VectorMask<Float> by8;
    private final VectorMask<Float> by4;
    private final VectorMask<Float> by2;
    private final VectorMask<Float> by1;

    /**
     * Sums of rounds.
     *
     * @param lanes of a round; divides the number of lanes
     */
    Rounds(int lanes) {
      by16 = FLOATS.maskAll(lanes <= 16);
      by8 = FLOATS.maskAll(lanes <= 8);
      by4 = FLOATS.maskAll(lanes <= 4);
      by2 = FLOATS.maskAll(lanes <= 2);
      by1 = FLOATS.maskAll(lanes == 1);
    }

    FloatVector sums(FloatVector v) {
      FloatVector sum = v;
      if (LANES > 16) {
        sum = sum.add(sum.rearrange(BY_16), by16);
      }
      if (LANES > 8) {
        sum = sum.add(sum.rearrange(BY_8), by8);
      }
      if (LANES > 4) {
        sum = sum.add(sum.rearrange(BY_4), by4);
      }
      sum = sum.add(sum.rearrange(BY_2), by2);
      return sum.add(sum.rearrange(BY_1), by1);
    }
  }

  /** exp(x) of values that are at most 0; never below 1e-38. */
  static FloatVector exp(FloatVector x) {
    FloatVector in = x.max(LEAST_EXPONENT);
    FloatVector power = in.fma(LOG2_OF_E, ROUNDING);
    FloatVector r = remainder(in, power.sub(ROUNDING));
    return expm1OfSmall(r).add(1).mul(powerOfTwo(power));
  }

  /** exp(x) - 1 of values that are at most 0, exact near 0 too. */
  static FloatVector expm1(FloatVector x) {
    FloatVector in = x.max(LEAST_EXPONENT);
    FloatVector power = in.fma(LOG2_OF_E, ROUNDING);
    FloatVector r = remainder(in, power.sub(ROUNDING));
    FloatVector two = powerOfTwo(power);
    return expm1OfSmall(r).fma(two, two.sub(1));
  }

  /** What the nearest multiple of log(2) leaves. */
  private static FloatVector remainder(FloatVector in, FloatVector whole) {
    return whole.fma(MINUS_LOG_2_REST, whole.fma(MINUS_LOG_2, in));
  }

  /** exp(r) - 1 within +- log(2) / 2. */
  private static FloatVector expm1OfSmall(FloatVector r) {
    FloatVector p = EXP_5.fma(r, EXP_4).fma(r, EXP_3).fma(r, EXP_2).fma(r, EXP_1).fma(r, EXP_0);
    return p.fma(r.mul(r), r);
  }

  private static FloatVector powerOfTwo(FloatVector power) {
    IntVector exponent = power.reinterpretAsInts().sub(ROUNDING_BITS - 127);
    return exponent.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  /** log(1 + x) of values from 0 to 1: twice the inverse tanh of x / (2 + x), as a series. */
  static FloatVector log1p(FloatVector x) {
    FloatVector t = x.div(x.add(2));
    FloatVector square = t.mul(t);
    FloatVector p = broadcast(1f / 13);
    p = p.fma(square, broadcast(1f / 11));
    p = p.fma(square, broadcast(1f / 9));
    p = p.fma(square, broadcast(1f / 7));
    p = p.fma(square, broadcast(1f / 5));
    p = p.fma(square, broadcast(1f / 3));
    p = p.fma(square, broadcast(1));
    return p.mul(t).mul(2);
  }

  /** The lanes that a row of {@code cols} values fills beyond its last whole vector. */
  static VectorMask<Float> tail(int cols) {
    return FLOATS.indexInRange(0, cols % LANES);
  }

  /** Values of a row of {@code cols} that fill whole vectors. */
  static int whole(int cols) {
    return cols - cols % LANES;
  }
}
