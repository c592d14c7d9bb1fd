package org.gnnautoscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.gnnautoscale.memory.Matrix;
import org.junit.jupiter.api.Test;

class SameBitsTest {

  @Test
  void theNumberOfThreadsChangesNoBit() {
    float[] one = results(1);

    assertThat(Arrays.equals(results(1), one)).isTrue();
    assertThat(Arrays.equals(results(3), one)).isTrue();
  }

  /** Of the operations that add up what several threads have computed. */
  private static float[] results(int threads) {
    RandomData data = new RandomData(3);
    Adjacency graph = data.graph(2_000, 5_000, 0, 40_000);
    Adjacency hub = data.hub(3, 5_000, 60_000);
    SparseRows sparse = data.sparse(5_000, 300, 40);
    try (Engine engine = new CpuEngine(threads);
        Matrix x = data.matrix(5_000, 96);
        Matrix sums = Matrix.allocate(2_000 + 3 + 96 + 300 + 1, 96)) {
      engine.aggregate(graph, Rows.of(x), sums.rows(0, 2_000), Write.SET);
      engine.aggregate(hub, Rows.of(x), sums.rows(2_000, 2_003), Write.SET);
      engine.transposedProduct(x, x, sums.rows(2_003, 2_099), Write.SET);
      engine.addSparseTransposedProduct(sparse, x, sums.rows(2_099, 2_399));
      engine.addColumnSums(x, sums.row(2_399));
      return sums.toArray();
    }
  }
}
