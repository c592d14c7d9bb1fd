package org.gnnautoscale.engine;

import java.util.SplittableRandom;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;

/** Standard normal numbers; each row has a generator of its own. */
record Normals(long key, Matrix out) implements Pool.Range {

  @Override
  public void compute(long from, long to) {
    for (long r = from; r < to; r++) {
      SplittableRandom random = new SplittableRandom(Dropout.rowKey(key, r));
      for (int c = 0; c < out.cols(); c++) {
        Simd.set(out.address() + 4 * (r * out.cols() + c), (float) random.nextGaussian());
      }
    }
  }
}
