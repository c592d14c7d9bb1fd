package org.gnnautoscale.benchmarks;

import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.gnnautoscale.bench.KernelMeter;
import org.gnnautoscale.bench.KernelShare;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.MachineLimits;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Seconds of every kernel at some widths, by JMH, beside the limits of the machine that are
 * measured in the same run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 2, time = 1)
public class KernelBenchmark {

  /** Which kernel. */
  @Param public Kernel kernel = Kernel.PRODUCT;

  /** Columns of the matrices. */
  @Param({"16", "64", "256"})
  public int width = 256;

  private CpuEngine engine = engine();
  private KernelData data = new KernelData(1);

  /** Draws the data. */
  @Setup(Level.Trial)
  public void draw() {
    data.close();
    data = new KernelData(width);
  }

  /** Computes the kernel once. */
  @Benchmark
  public void run() {
    kernel.run(engine, data);
  }

  /** Gives the memory back. */
  @TearDown(Level.Trial)
  public void close() {
    data.close();
    engine.close();
  }

  private static CpuEngine engine() {
    return new CpuEngine(Runtime.getRuntime().availableProcessors());
  }

  /** Takes names of kernels; all without any. */
  public static void main(String[] names) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder().include(KernelBenchmark.class.getName()).verbosity(VerboseMode.SILENT);
    if (names.length > 0) {
      options.param("kernel", names);
    }
    MachineLimits limits = new MachineLimits(Runtime.getRuntime().availableProcessors());
    limits.sample();
    Collection<RunResult> results = new Runner(options.build()).run();
    limits.sample();
    System.out.printf(
        Locale.ROOT,
        "GEMM rate %.0f GFLOP/s, copy bandwidth %.1f GB/s (read + write), %d threads%n",
        limits.gemmRate() / 1e9,
        limits.copyBandwidth() / 1e9,
        Runtime.getRuntime().availableProcessors());
    System.out.println("| kernel | width | median ms | GFLOP/s | GB/s | bound / time |");
    System.out.println("|---|---|---|---|---|---|");
    results.forEach(result -> print(result, limits));
  }

  private static void print(RunResult result, MachineLimits limits) {
    Kernel kernel = Kernel.valueOf(result.getParams().getParam("kernel"));
    int width = Integer.parseInt(result.getParams().getParam("width"));
    double seconds = result.getPrimaryResult().getStatistics().getPercentile(50) / 1e3;
    try (CpuEngine engine = engine();
        KernelData data = new KernelData(width)) {
      KernelShare share =
          KernelMeter.share(engine, metered -> kernel.run(metered, data), seconds, limits);
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.3f | %.0f | %.1f | %.2f |%n",
          kernel.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          width,
          1e3 * seconds,
          share.flopsRate() / 1e9,
          share.bytesRate() / 1e9,
          share.ratio());
    }
  }
}
