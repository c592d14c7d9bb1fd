package org.gnnautoscale.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.PlainEngine;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.Write;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Nd4jArrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weighted sum over neighbors, three ways side by side: the engine's kernel, the plain
 * reference, and ND4J's gather, multiply and scatter_add; with the machine's limits from the same
 * run.
 *
 * <p>All ways take turns, so that a change of the machine's speed meets each of them alike; figures
 * are medians.
 */
public final class KernelBenchmark {

  private static final int ROWS = 25_000;
  private static final int COLS = 92_000;
  private static final int ARCS = 500_000;
  private static final int WIDTH = 256;
  private static final int ROUNDS = 9;
  private static final int WARM_UP = 3;

  private final CpuEngine engine = new CpuEngine(Runtime.getRuntime().availableProcessors());
  private final Engine plain = new PlainEngine();
  private final SplittableRandom random = new SplittableRandom(1);
  private final Matrix x = random(COLS, WIDTH);
  private final Matrix out = Matrix.allocate(ROWS, WIDTH);
  private final Matrix square = random(WIDTH, WIDTH);
  private final Matrix copy = Matrix.allocate(COLS, WIDTH);
  private final int[] target = random.ints(ARCS, 0, ROWS).sorted().toArray();
  private final int[] source = random.ints(ARCS, 0, COLS).toArray();
  private final float[] weight = new float[ARCS];
  private final Adjacency adjacency;

  private KernelBenchmark() {
    Arrays.fill(weight, 0.5f);
    int[] ptr = new int[ROWS + 1];
    for (int row : target) {
      ptr[row + 1]++;
    }
    Arrays.parallelPrefix(ptr, Integer::sum);
    adjacency = Adjacency.of(ROWS, COLS, ptr, source, weight);
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    new KernelBenchmark().run();
  }

  private void run() {
    Nd4jPath nd4j = new Nd4jPath();
    Runnable[] ways = {
      () -> engine.aggregate(adjacency, Rows.of(x), out, Write.SET),
      () -> plain.aggregate(adjacency, Rows.of(x), out, Write.SET),
      nd4j::run,
      () -> engine.gather(Rows.of(x), copy),
      () -> engine.product(x, square, copy, Write.SET),
    };
    checkSameResult(nd4j, ways[0]);
    double[] seconds = medians(ways);
    double bytes = 4.0 * WIDTH * (ARCS + ROWS);
    System.out.printf(
        "weighted sum over %,d arcs, width %d, %,d rows out of %,d, %d threads%n",
        ARCS, WIDTH, ROWS, COLS, engine.threads());
    line("engine (Vector API)", seconds[0], bytes, seconds[0]);
    line("plain reference (1 thread)", seconds[1], bytes, seconds[0]);
    line("ND4J gather + scatter_add", seconds[2], bytes, seconds[0]);
    double copied = 2 * 4.0 * WIDTH * COLS;
    System.out.printf("copy bandwidth (read + write)   %6.1f GB/s%n", copied / seconds[3] / 1e9);
    double flops = 2.0 * COLS * WIDTH * WIDTH;
    System.out.printf(
        "GEMM %d x %d x %d         %6.0f GFLOP/s%n", COLS, WIDTH, WIDTH, flops / seconds[4] / 1e9);
    engine.close();
  }

  private static void line(String what, double seconds, double bytes, double engineSeconds) {
    System.out.printf(
        "  %-28s %8.2f ms  %6.1f GB/s  %6.1f x the engine's time%n",
        what, 1e3 * seconds, bytes / seconds / 1e9, seconds / engineSeconds);
  }

  /** A way that computes something else would be no comparison. */
  private void checkSameResult(Nd4jPath nd4j, Runnable ours) {
    ours.run();
    float[] expected = out.toArray();
    nd4j.run();
    float[] found = out.toArray();
    for (int i = 0; i < expected.length; i++) {
      if (Math.abs(expected[i] - found[i]) > 1e-3) {
        throw new IllegalStateException(
            "value %d differs: %f and %f".formatted(i, expected[i], found[i]));
      }
    }
  }

  private static double[] medians(Runnable... ways) {
    double[][] seconds = new double[ways.length][ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      for (int way = 0; way < ways.length; way++) {
        long start = System.nanoTime();
        ways[way].run();
        if (round >= 0) {
          seconds[way][round] = (System.nanoTime() - start) / 1e9;
        }
      }
    }
    return Arrays.stream(seconds)
        .mapToDouble(s -> Arrays.stream(s).sorted().toArray()[ROUNDS / 2])
        .toArray();
  }

  private Matrix random(int rows, int cols) {
    Matrix matrix = Matrix.allocate(rows, cols);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        matrix.set(r, c, (float) random.nextDouble());
      }
    }
    return matrix;
  }

  /** The same sum by ND4J's operations, on the same memory. */
  private final class Nd4jPath {

    private final INDArray features = Nd4jArrays.over(x);
    private final INDArray sum = Nd4jArrays.over(out);
    private final INDArray messages = Nd4j.createUninitialized(ARCS, WIDTH);
    private final INDArray weights = Nd4j.createFromArray(weight);
    private final INDArray sources = Nd4j.createFromArray(source);
    private final INDArray targets = Nd4j.createFromArray(target);

    void run() {
      Nd4j.exec(
          DynamicCustomOp.builder("gather")
              .addInputs(features, sources)
              .addIntegerArguments(0)
              .addOutputs(messages)
              .build());
      messages.muliColumnVector(weights);
      sum.assign(0);
      Nd4j.exec(
          DynamicCustomOp.builder("scatter_add")
              .addInputs(sum, targets, messages)
              .addOutputs(sum)
              .build());
    }
  }
}
