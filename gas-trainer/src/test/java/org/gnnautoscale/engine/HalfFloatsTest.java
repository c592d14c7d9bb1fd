package org.gnnautoscale.engine;

import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HalfFloatsTest {

  private static final int ALL = 1 << 16;

  private final Engine engine = new CpuEngine(3);
  private final Region memory = new Region();

  @AfterEach
  void close() {
    engine.close();
    memory.close();
  }

  @Test
  void everyHalfIsTheFloatThatTheJdkMakesOfIt() {
    Halves halves = halves(1, ALL);
    for (int i = 0; i < ALL; i++) {
      halves.segment().setAtIndex(JAVA_SHORT, i, (short) i);
    }
    Matrix floats = memory.matrix(1, ALL);
    engine.gather(Rows.of(floats.rows(0, 0), halves, new long[1], 1), floats);

    for (int i = 0; i < ALL; i++) {
      float expected = Float.float16ToFloat((short) i);
      if (Float.isNaN(expected)) {
        assertThat(floats.get(0, i)).as("%x", i).isNaN();
      } else {
        assertThat(Float.floatToRawIntBits(floats.get(0, i)))
            .as("%x", i)
            .isEqualTo(Float.floatToRawIntBits(expected));
      }
    }
  }

  @Test
  void everyHalfAndWhatIsHalfwayToTheNextIsRoundedAsTheJdkDoes() {
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < 0x7c00; i++) {
      float half = Float.float16ToFloat((short) i);
      float next = Float.float16ToFloat((short) (i + 1));
      float tie = i == 0x7bff ? 65_520 : (half + next) / 2;
      for (float v : new float[] {half, tie, Math.nextDown(tie), Math.nextUp(tie)}) {
        values.add(v);
        values.add(-v);
      }
    }

    assertRounded(values);
  }

  @Test
  void floatsOfAnyBitsAreRoundedAsTheJdkDoes() {
    SplittableRandom random = new SplittableRandom(1);
    List<Float> values = new ArrayList<>();
    for (int i = 0; i < 500_000; i++) {
      values.add(Float.intBitsToFloat(random.nextInt()));
      values.add((float) (random.nextDouble() * Math.pow(2, random.nextInt(-30, 20))));
    }

    assertRounded(values);
  }

  @Test
  void whatIsBeyondTheLargestHalfIsStoredAsThatAndCounted() {
    float[] values = {65_504, 65_519.9f, 65_520, 1e30f, Float.POSITIVE_INFINITY, -65_520, -1e30f};
    Matrix x = matrix(1, 7, values);
    Halves halves = halves(1, 7);

    RoundingError error = round(engine, x, halves);

    for (int i = 0; i < 7; i++) {
      assertThat(halves.get(0, i)).isEqualTo(Math.copySign(65_504, values[i]));
    }
    assertThat(error.saturated()).isEqualTo(5);
    assertThat(error.max()).isCloseTo(15.9, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40})
  void whatIsNoNumberStaysNoneAndHasNoError(int width) {
    Matrix x = memory.matrix(1, width);
    x.fill(1.5f);
    x.set(0, 0, Float.NaN);
    Halves halves = halves(1, width);

    assertThat(round(engine, x, halves).rms()).isZero();
    assertThat(halves.get(0, 0)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 16, 33, 127, 1024})
  void theErrorIsThatOfThePlainEngine(int width) {
    int rows = 300_000 / width;
    Matrix x = new RandomData(5).matrix(rows, width);
    Halves fast = halves(rows, width);
    Halves slow = halves(rows, width);

    RoundingError error = round(engine, x, fast);
    try (Engine plain = new PlainEngine()) {
      RoundingError expected = round(plain, x, slow);

      assertThat(error.max()).isEqualTo(expected.max()).isLessThanOrEqualTo(0x1p-12);
      assertThat(error.rms()).isCloseTo(expected.rms(), within(1e-4 * expected.rms()));
      assertThat(error.rms()).isBetween(1e-4, 0x1p-11);
    }
    for (int r = 0; r < rows; r += 7) {
      for (int c = 0; c < width; c++) {
        assertThat(fast.get(r, c)).isEqualTo(slow.get(r, c));
      }
    }
  }

  @Test
  void theErrorIsTheSameToTheBitWithAnyNumberOfThreads() {
    Matrix x = new RandomData(6).matrix(9_001, 97);
    Halves halves = halves(9_001, 97);
    try (Engine one = new CpuEngine(1)) {
      assertThat(round(engine, x, halves)).isEqualTo(round(one, x, halves));
    }
  }

  @Test
  void errorsOfSeveralPushesAreAddedUp() {
    RoundingError a = new RoundingError(0.5, 2, 8, 1);
    RoundingError b = new RoundingError(0.25, 2, 8, 2);

    assertThat(a.plus(b)).isEqualTo(new RoundingError(0.5, 4, 16, 3));
    assertThat(a.plus(b).rms()).isEqualTo(0.5);
    assertThat(RoundingError.NONE.rms()).isZero();
  }

  private void assertRounded(List<Float> values) {
    int n = values.size();
    Matrix x = memory.matrix(1, n);
    for (int i = 0; i < n; i++) {
      x.set(0, i, values.get(i));
    }
    Halves halves = halves(1, n);
    round(engine, x, halves);
    for (int i = 0; i < n; i++) {
      float v = values.get(i);
      float nearest = Float.float16ToFloat(Float.floatToFloat16(v));
      float expected = Float.isInfinite(nearest) ? Math.copySign(65_504, v) : nearest;
      if (Float.compare(halves.get(0, i), expected) != 0) { // an assertion each takes too long
        assertThat(halves.get(0, i)).as("half of %a", v).isEqualTo(expected);
      }
    }
  }

  private Halves halves(long rows, int cols) {
    return Halves.over(memory.allocate(Halves.bytes(rows, cols)), rows, cols);
  }

  private Matrix matrix(long rows, int cols, float... values) {
    Matrix matrix = memory.matrix(rows, cols);
    matrix.copyFrom(values);
    return matrix;
  }

  private static RoundingError round(Engine engine, Matrix x, Halves out) {
    RoundingErrors errors = new RoundingErrors();
    engine.round(x, out, errors);
    return errors.sum();
  }
}
