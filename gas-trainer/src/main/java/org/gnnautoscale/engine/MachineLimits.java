package org.gnnautoscale.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import jdk.incubator.vector.FloatVector;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;

/**
 * What a machine can do at most, measured on as many threads as an engine has.
 *
 * <pre>
 * GEMM rate       25,000 x 256 x 256 by OpenBLAS, in floating-point operations a second
 * copy bandwidth  read and write of 64 MiB, in bytes of both a second
 * gather rate     a plain loop over random rows of a matrix, in bytes read a second
 * </pre>
 *
 * <p>Machines that others share change their speed by the minute: {@link #sample} from time to
 * time; GEMM rate and copy bandwidth are the medians of their samples.
 *
 * <p>For one thread.
 */
public final class MachineLimits {

  private static final int GEMM_ROWS = 25_000;
  private static final int GEMM_WIDTH = 256;
  private static final int COPY_ROWS = 1 << 16;
  private static final int ROUNDS = 5;

  /** Rows that a sample of the gather rate reads. */
  private static final int READS = 1 << 18;

  private final int threads;
  private final List<Double> gemm = new ArrayList<>();
  private final List<Double> copy = new ArrayList<>();
  private final Map<RowShape, Double> gather = new HashMap<>();

  /** Random rows: how many there are, and how wide they are. */
  private record RowShape(int rows, int cols) {}

  /** Limits of that many threads; nothing is measured yet. */
  public MachineLimits(int threads) {
    this.threads = threads;
  }

  /** As many threads as compute. */
  public int threads() {
    return threads;
  }

  /**
   * Measures the GEMM rate and the copy bandwidth once more, some tenths of a second, and forgets
   * the rates of random rows, which are measured when they are asked for.
   */
  public void sample() {
    gather.clear();
    try (CpuEngine engine = new CpuEngine(threads)) {
      gemm.add(gemm(engine));
      copy.add(copy(engine));
    }
  }

  /** Floating-point operations a second of a large product. */
  public double gemmRate() {
    return median(gemm);
  }

  /** Bytes read plus bytes written a second. */
  public double copyBandwidth() {
    return median(copy);
  }

  /** Bytes a second at which random ones of that many rows are read. */
  public double gatherRate(int rows, int cols) {
    return gather.computeIfAbsent(new RowShape(rounded(Math.max(1, rows)), cols), this::gather);
  }

  /** Two digits: batches differ by a few rows. */
  private static int rounded(int rows) {
    int unit = 1;
    while (rows / unit >= 100) {
      unit *= 10;
    }
    return (rows + unit / 2) / unit * unit;
  }

  private static double gemm(CpuEngine engine) {
    try (Matrix x = Matrix.allocate(GEMM_ROWS, GEMM_WIDTH);
        Matrix w = Matrix.allocate(GEMM_WIDTH, GEMM_WIDTH);
        Matrix out = Matrix.allocate(GEMM_ROWS, GEMM_WIDTH)) {
      x.fill(1);
      w.fill(1);
      double flops = 2.0 * GEMM_ROWS * GEMM_WIDTH * GEMM_WIDTH;
      return flops / seconds(() -> engine.product(x, w, out, Write.SET));
    }
  }

  private static double copy(CpuEngine engine) {
    try (Matrix x = Matrix.allocate(COPY_ROWS, GEMM_WIDTH);
        Matrix out = Matrix.allocate(COPY_ROWS, GEMM_WIDTH)) {
      x.fill(1);
      return 8.0 * x.size() / seconds(() -> engine.gather(Rows.of(x), out));
    }
  }

  private double gather(RowShape shape) {
    SplittableRandom random = new SplittableRandom(1);
    int[] order = random.ints(READS, 0, shape.rows()).toArray();
    try (Pool pool = new Pool(threads);
        Matrix x = Matrix.allocate(shape.rows(), shape.cols());
        Matrix sums = Matrix.allocate(1, threads)) {
      x.fill(1);
      int piece = 1 << 12;
      double bytes = 4.0 * READS * shape.cols();
      return bytes
          / seconds(
              () ->
                  pool.run(
                      READS,
                      piece,
                      (from, to) -> {
                        float sum = read(x, order, (int) from, (int) to);
                        // never true: what is read must be used
                        if (sum < 0) {
                          sums.fill(sum);
                        }
                      }));
    }
  }

  /** The plain loop: whole rows, one after the other, added up in four vectors. */
  private static float read(Matrix x, int[] order, int from, int to) {
    int cols = x.cols();
    FloatVector s0 = Simd.zero();
    FloatVector s1 = Simd.zero();
    FloatVector s2 = Simd.zero();
    FloatVector s3 = Simd.zero();
    float rest = 0;
    for (int i = from; i < to; i++) {
      long row = x.address() + 4L * order[i] * cols;
      int c = 0;
      for (; c + 4 * Simd.LANES <= cols; c += 4 * Simd.LANES) {
        long at = row + 4L * c;
        s0 = s0.add(Simd.load(at));
        s1 = s1.add(Simd.load(at + Simd.BYTES));
        s2 = s2.add(Simd.load(at + 2 * Simd.BYTES));
        s3 = s3.add(Simd.load(at + 3 * Simd.BYTES));
      }
      for (; c + Simd.LANES <= cols; c += Simd.LANES) {
        s0 = s0.add(Simd.load(row + 4L * c));
      }
      for (; c < cols; c++) {
        rest += Simd.get(row + 4L * c);
      }
    }
    return Simd.sum(s0.add(s1).add(s2.add(s3))) + rest;
  }

  /** Median of some rounds, after as many that warm up. */
  private static double seconds(Runnable work) {
    double[] seconds = new double[ROUNDS];
    for (int round = -ROUNDS; round < ROUNDS; round++) {
      long start = System.nanoTime();
      work.run();
      if (round >= 0) {
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return seconds[ROUNDS / 2];
  }

  private static double median(List<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalStateException("nothing has been measured yet: call sample first");
    }
    double[] sorted = samples.stream().mapToDouble(s -> s).sorted().toArray();
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
