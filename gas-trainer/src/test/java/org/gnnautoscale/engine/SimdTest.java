package org.gnnautoscale.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

class SimdTest {

  private static final float UNIT = 0x1p-23f;

  @Test
  void theSumIsThatOfAllLanes() {
    float[] lanes = new float[Simd.LANES];
    for (int i = 0; i < lanes.length; i++) {
      lanes[i] = 1 << i;
    }

    // every power of 2 once: all bits are set
    assertThat(Simd.sum(FloatVector.fromArray(Simd.FLOATS, lanes, 0)))
        .isEqualTo((1 << lanes.length) - 1);
  }

  @Test
  void powersAreExactToTwoUnits() {
    for (float x = 0; x > -87; x -= 0.0037f) {
      assertThat((double) exp(x)).isCloseTo(Math.exp(x), within(2 * UNIT * Math.exp(x)));
    }
    assertThat(exp(0)).isEqualTo(1);
    assertThat(exp(-0f)).isEqualTo(1);
  }

  @Test
  void powersOfVerySmallNumbersAreNextToNothing() {
    for (float x : new float[] {-87.4f, -100, -1e30f, Float.NEGATIVE_INFINITY}) {
      assertThat(exp(x)).isBetween(0f, 1.2e-38f);
    }
  }

  @Test
  void logarithmsOfOneAndALittleAreExactToTwoUnits() {
    for (float x = 1; x > 1e-30f; x *= 0.99f) {
      assertThat((double) log1p(x)).isCloseTo(Math.log1p(x), within(2 * UNIT * Math.log1p(x)));
    }
    assertThat(log1p(0)).isZero();
  }

  @Test
  void whatIsNoNumberStaysNone() {
    assertThat(exp(Float.NaN)).isNaN();
    assertThat(exp(Float.intBitsToFloat(0x7fc00123))).isNaN();
    assertThat(log1p(Float.NaN)).isNaN();
    assertThat(Simd.sum(Simd.broadcast(Float.NaN))).isNaN();
  }

  private static float exp(float x) {
    return Simd.exp(Simd.broadcast(x)).lane(0);
  }

  private static float log1p(float x) {
    return Simd.log1p(Simd.broadcast(x)).lane(Simd.LANES - 1);
  }
}
