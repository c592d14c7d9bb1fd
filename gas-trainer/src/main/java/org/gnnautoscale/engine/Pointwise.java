package org.gnnautoscale.engine;

/**
 * A function of one value that has a slope; one's own is two lines.
 *
 * <p>Called by several threads at once, so it keeps nothing.
 */
public interface Pointwise {

  /** The function's value. */
  float value(float x);

  /** Its derivative at {@code x}, where it has the value {@code y}. */
  float slope(float x, float y);

  /** x above 0, exp(x) - 1 below (Clevert, Unterthiner and Hochreiter, ICLR 2016). */
  Pointwise ELU =
      new Pointwise() {
        @Override
        public float value(float x) {
          return x > 0 ? x : (float) Math.expm1(x);
        }

        @Override
        public float slope(float x, float y) {
          return x > 0 ? 1 : y + 1;
        }
      };

  /** The logistic function. */
  Pointwise SIGMOID =
      new Pointwise() {
        @Override
        public float value(float x) {
          return (float) (1 / (1 + Math.exp(-x)));
        }

        @Override
        public float slope(float x, float y) {
          return y * (1 - y);
        }
      };

  /** The hyperbolic tangent. */
  Pointwise TANH =
      new Pointwise() {
        @Override
        public float value(float x) {
          return (float) Math.tanh(x);
        }

        @Override
        public float slope(float x, float y) {
          return 1 - y * y;
        }
      };

  /**
   * The root of a variance, sqrt(max(x, 0) + 1e-5): rounding may leave a variance below 0, and the
   * root has no slope at 0.
   */
  Pointwise DEVIATION =
      new Pointwise() {
        @Override
        public float value(float x) {
          return (float) Math.sqrt(Math.max(x, 0) + 1e-5);
        }

        @Override
        public float slope(float x, float y) {
          return x > 0 ? 0.5f / y : 0;
        }
      };

  /** The square. */
  Pointwise SQUARE =
      new Pointwise() {
        @Override
        public float value(float x) {
          return x * x;
        }

        @Override
        public float slope(float x, float y) {
          return 2 * x;
        }
      };
}
