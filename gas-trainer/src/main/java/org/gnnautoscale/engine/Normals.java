package org.gnnautoscale.engine;

import java.util.random.RandomGenerator;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;

/** Standard normal numbers: those of a {@link java.util.SplittableRandom} for each row. */
record Normals(long key, Matrix out) implements Pool.Range {

  @Override
  public void compute(long from, long to) {
    Row random = new Row();
    for (long r = from; r < to; r++) {
      random.seed = Dropout.rowKey(key, r);
      for (int c = 0; c < out.cols(); c++) {
        Simd.set(out.address() + 4 * (r * out.cols() + c), (float) random.nextGaussian());
      }
    }
  }

  /** One object for many rows: a generator of its own for each would be left to the collector. */
  private static final class Row implements RandomGenerator {

    private long seed;

    @Override
    public long nextLong() {
      long next = Dropout.mix(seed);
      seed += Dropout.GOLDEN_64;
      return next;
    }
  }
}
