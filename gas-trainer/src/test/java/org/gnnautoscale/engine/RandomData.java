package org.gnnautoscale.engine;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gnnautoscale.memory.Matrix;

/** Random matrices and graphs of a test; the same for the same seed. */
public final class RandomData {

  private final SplittableRandom random;

  public RandomData(long seed) {
    this.random = new SplittableRandom(seed);
  }

  public Matrix matrix(long rows, int cols) {
    Matrix matrix = Matrix.allocate(rows, cols);
    for (long r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, (float) (2 * random.nextDouble() - 1));
      }
    }
    return matrix;
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** {@code arcs} entries in random rows, with sources from {@code firstCol} on. */
  public Adjacency graph(int rows, int cols, int firstCol, int arcs) {
    int[] ptr = new int[rows + 1];
    for (int e = 0; e < arcs; e++) {
      // the square leaves rows without entries, and some with many
      int row = (int) (rows * Math.pow(random.nextDouble(), 2));
      ptr[row + 1]++;
    }
    for (int r = 0; r < rows; r++) {
      ptr[r + 1] += ptr[r];
    }
    int[] col = random.ints(arcs, firstCol, cols).toArray();
    for (int r = 0; r < rows; r++) {
      Arrays.sort(col, ptr[r], ptr[r + 1]);
    }
    return Adjacency.of(rows, cols, ptr, col, weights(arcs));
  }

  /** All entries in the last row. */
  public Adjacency hub(int rows, int cols, int arcs) {
    int[] ptr = new int[rows + 1];
    ptr[rows] = arcs;
    return Adjacency.of(rows, cols, ptr, random.ints(arcs, 0, cols).toArray(), weights(arcs));
  }

  public SparseRows sparse(int rows, int width, int perRow) {
    long[] ptr = new long[rows + 1];
    for (int r = 0; r < rows; r++) {
      ptr[r + 1] = ptr[r] + random.nextInt(2 * perRow + 1);
    }
    int n = (int) ptr[rows];
    return SparseRows.of(width, ptr, random.ints(n, 0, width).toArray(), weights(n));
  }

  public float[] weights(int n) {
    float[] weights = new float[n];
    for (int i = 0; i < n; i++) {
      weights[i] = (float) random.nextDouble();
    }
    return weights;
  }
}
