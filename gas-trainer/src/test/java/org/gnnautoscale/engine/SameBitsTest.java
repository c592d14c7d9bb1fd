package org.gnnautoscale.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.junit.jupiter.api.Test;

class SameBitsTest {

  @Test
  void theNumberOfThreadsChangesNoBit() {
    float[] one = results(1);

    assertThat(Arrays.equals(results(1), one)).isTrue();
    assertThat(Arrays.equals(results(3), one)).isTrue();
  }

  @Test
  void whatTheCompilerHasLearnedChangesNoBit() throws Exception {
    int hash = smallResults();
    for (int i = 0; i < 2_000; i++) {
      assertThat(smallResults()).as("after %d times", i).isEqualTo(hash);
    }

    assertThat(interpreted()).isEqualTo(hash);
  }

  private static int interpreted() throws Exception {
    String classes = System.getProperty("surefire.test.class.path", "");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xint",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes.isEmpty() ? System.getProperty("java.class.path") : classes,
                SameBitsTest.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Integer.parseInt(output.strip());
  }

  /** Prints the hash of all bits, for a process that interprets. */
  public static void main(String... ignored) {
    System.out.println(smallResults());
  }

  /** Of operations that add up over a row or compute a function, on a few rows. */
  private static int smallResults() {
    RandomData data = new RandomData(5);
    Adjacency graph = data.graph(12, 12, 0, 40);
    int[] rows = IntStream.range(0, 12).toArray();
    Matrix scores = data.matrix(12, 2);
    List<Matrix> out = new ArrayList<>();
    try (Engine engine = new CpuEngine(1);
        Workspace sums = new Workspace();
        Matrix x = data.matrix(12, 38);
        Matrix y = data.matrix(12, 38);
        Matrix row = data.matrix(1, 38)) {
      IntFunction<Matrix> room =
          cols -> {
            out.add(Matrix.allocate(40, cols));
            return out.getLast();
          };
      Matrix losses = room.apply(4);
      ClassTargets classes = new ClassTargets(rows, rows, 12, 1);
      Accumulator first = sums.accumulator();
      engine.crossEntropy(x, classes, room.apply(38).rows(0, 12), first);
      losses.set(0, 0, (float) first.value());
      engine.map(y, SIGN, room.apply(38).rows(0, 12));
      LabelTargets labels = new LabelTargets(out.getLast().rows(0, 12), rows, 12, 1);
      Accumulator second = sums.accumulator();
      engine.binaryCrossEntropy(x, labels, room.apply(38).rows(0, 12), second);
      losses.set(0, 1, (float) second.value());
      engine.addDot(x, y, room.apply(1).row(0));
      engine.squaredNorm(x, second);
      losses.set(0, 2, (float) second.value());
      engine.rowNorms(x, 1, room.apply(38).rows(0, 12), second);
      losses.set(0, 3, (float) second.value());
      Normalization norm = new Normalization(row, row, row, row, 1e-5f);
      engine.layerNorm(x, norm, room.apply(38).rows(0, 12));
      NormGradients gradients =
          new NormGradients(
              room.apply(38).rows(0, 12), room.apply(38).row(0), room.apply(38).row(0));
      engine.layerNormGradient(x, norm, y, gradients, Write.SET);
      engine.columnMoments(x, room.apply(38).row(0), room.apply(38).row(0));
      engine.edgeSoftmax(graph, new EdgeScores(scores, scores, null, 0.2f), room.apply(2));
      engine.aggregateHeads(graph, null, out.getLast(), x, room.apply(38).rows(0, 12), Write.SET);
      engine.edgeProducts(graph, x, y, room.apply(2));
      engine.aggregate(graph, Rows.of(x), room.apply(38).rows(0, 12), Write.SET);
      for (Pointwise function : List.of(Pointwise.ELU, Pointwise.SIGMOID, Pointwise.TANH)) {
        engine.map(x, function, room.apply(38).rows(0, 12));
      }
      engine.normal(3, room.apply(38));
      return Arrays.deepHashCode(out.stream().map(Matrix::toArray).toArray());
    } finally {
      scores.close();
      out.forEach(Matrix::close);
    }
  }

  /** 0 or 1. */
  private static final Pointwise SIGN =
      new Pointwise() {
        @Override
        public float value(float x) {
          return x > 0 ? 1 : 0;
        }

        @Override
        public float slope(float x, float y) {
          return 0;
        }
      };

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
