package org.gnnautoscale.benchmarks;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.Write;
import org.gnnautoscale.memory.Matrix;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.config.Adam;

/** Ideas that no setting switches off: a kernel beside what it stands for, in turn. */
public final class PairsBenchmark {

  private static final int ROUNDS = 9;

  private final CpuEngine engine = new CpuEngine(Runtime.getRuntime().availableProcessors());

  private PairsBenchmark() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    PairsBenchmark pairs = new PairsBenchmark();
    System.out.println("| idea | with, ms | without, ms | without / with |");
    System.out.println("|---|---|---|---|");
    pairs.haloInTheOrderOfMemory();
    pairs.sparseFeatures();
    pairs.directAddresses();
    pairs.memoryUsedAgain();
    pairs.optimizerKernel();
    pairs.engine.close();
  }

  private void haloInTheOrderOfMemory() {
    try (KernelData data = new KernelData(256)) {
      long[] mixed = data.pulled.ids().clone();
      SplittableRandom random = new SplittableRandom(2);
      for (int i = mixed.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        long id = mixed[i];
        mixed[i] = mixed[j];
        mixed[j] = id;
      }
      Rows other = Rows.of(data.x, data.table, mixed, mixed.length);
      compare(
          "halo in the order of memory: a pull with dropout",
          () -> engine.gather(data.pulled, data.dropout, data.all),
          () -> engine.gather(other, data.dropout, data.all));
    }
  }

  private void sparseFeatures() {
    int width = 1433;
    try (KernelData data = new KernelData(width);
        Matrix w = Matrix.allocate(width, 16);
        Matrix out = Matrix.allocate(data.x.rows(), 16)) {
      compare(
          "features stay sparse: 30 of 1,433 values a node, to width 16, forth and back",
          () -> {
            engine.sparseProduct(data.sparse, w, out);
            engine.addSparseTransposedProduct(data.sparse, out, w);
          },
          () -> {
            engine.product(data.x, w, out, Write.SET);
            engine.transposedProduct(data.x, out, w, Write.ADD);
          });
    }
  }

  /** The relabelling of a batch's edges: a table by global id, or a hash map. */
  private void directAddresses() {
    try (KernelData data = new KernelData(1)) {
      int rows = data.edges.numCols();
      int arcs = data.edges.numArcs();
      long[] ids = new SplittableRandom(3).longs(rows, 0, 1_000_000).distinct().toArray();
      int[] source = data.edges.col();
      int[] column = new int[arcs];
      int[] table = new int[1_000_000];
      compare(
          "batch assembly by direct address",
          () -> {
            for (int r = 0; r < ids.length; r++) {
              table[(int) ids[r]] = r;
            }
            for (int e = 0; e < arcs; e++) {
              column[e] = table[(int) ids[source[e] % ids.length]];
            }
          },
          () -> {
            Map<Long, Integer> map = new HashMap<>();
            for (int r = 0; r < ids.length; r++) {
              map.put(ids[r], r);
            }
            for (int e = 0; e < arcs; e++) {
              column[e] = map.getOrDefault(ids[source[e] % ids.length], -1);
            }
          });
    }
  }

  private void memoryUsedAgain() {
    try (KernelData data = new KernelData(256)) {
      compare(
          "a step allocates nothing: a sum over edges into memory that is there",
          () -> engine.aggregate(data.edges, data.pulled, data.out, Write.SET),
          () -> {
            try (Matrix fresh = Matrix.allocate(data.out.rows(), 256)) {
              engine.aggregate(data.edges, data.pulled, fresh, Write.SET);
            }
          });
    }
  }

  private void optimizerKernel() {
    try (KernelData data = new KernelData(1)) {
      int size = data.values.cols();
      AdamUpdater updater = new AdamUpdater(new Adam(0.01));
      updater.setStateViewArray(Nd4j.zeros(1, 2 * size), new long[] {1, size}, 'c', true);
      INDArray array = Nd4j.zeros(1, size);
      Matrix gradients = over(array);
      compare(
          "a kernel for the optimizer: Adam on 1,048,576 parameters",
          () -> engine.update(data.values, data.gradients, data.moments, data.update),
          () -> {
            engine.axpy(5e-4f, data.values, gradients);
            updater.applyUpdater(array, 10, 0);
            engine.axpy(-1, gradients, data.values);
            gradients.fill(0);
          });
    }
  }

  /** Our view of an array of ND4J's, which must outlive it. */
  @SuppressWarnings("restricted") // ND4J tells no more than an address
  private static Matrix over(INDArray array) {
    MemorySegment memory = MemorySegment.ofAddress(array.data().address());
    return Matrix.over(memory.reinterpret(4 * array.length()), 1, (int) array.length());
  }

  private static void compare(String idea, Runnable with, Runnable without) {
    double[][] seconds = new double[2][ROUNDS];
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      for (int way = 0; way < 2; way++) {
        long start = System.nanoTime();
        (way == 0 ? with : without).run();
        if (round >= 0) {
          seconds[way][round] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    Arrays.sort(seconds[0]);
    Arrays.sort(seconds[1]);
    double a = seconds[0][ROUNDS / 2];
    double b = seconds[1][ROUNDS / 2];
    System.out.printf(Locale.ROOT, "| %s | %.2f | %.2f | %.2f |%n", idea, a, b, b / a);
  }
}
