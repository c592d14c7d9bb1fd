package org.gnnautoscale.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Consumer;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.MachineLimits;
import org.gnnautoscale.engine.RoundingErrors;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.Write;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work of kernels, counted by hand. */
class KernelMeterTest {

  private final CpuEngine engine = new CpuEngine(1);
  private final MachineLimits limits = new MachineLimits(1);
  private final Matrix x = Matrix.allocate(100, 8);
  private final Matrix out = Matrix.allocate(100, 8);
  private final Matrix weight = Matrix.allocate(8, 8);

  @BeforeEach
  void measure() {
    limits.sample();
  }

  @AfterEach
  void close() {
    engine.close();
    x.close();
    out.close();
    weight.close();
  }

  @Test
  void aProductMultipliesAndAddsOnceForEachTermOfEachSum() {
    KernelShare share = share(e -> e.product(x, weight, out, Write.SET));

    assertThat(share.flopsRate()).isEqualTo(2.0 * 100 * 8 * 8);
    assertThat(share.bytesRate()).isEqualTo(4.0 * (100 * 8 + 8 * 8 + 100 * 8));
    double arithmetic = 2.0 * 100 * 8 * 8 / limits.gemmRate();
    double memory = share.bytesRate() / limits.copyBandwidth();
    assertThat(share.bound()).isCloseTo(Math.max(arithmetic, memory), within(1e-12));
  }

  @Test
  void whatIsAddedToIsReadAndWritten() {
    assertThat(share(e -> e.reluGradient(x, x, out, Write.SET)).bytesRate())
        .isEqualTo(3 * 4.0 * 800);
    assertThat(share(e -> e.reluGradient(x, x, out, Write.ADD)).bytesRate())
        .isEqualTo(4 * 4.0 * 800);
  }

  @Test
  void aSumReadsARowForEachEdge() {
    int[] ptr = new int[101];
    java.util.Arrays.setAll(ptr, row -> Math.min(3 * row, 30));
    Adjacency edges = Adjacency.of(100, 100, ptr, new int[30], null);

    KernelShare share = share(e -> e.aggregate(edges, Rows.of(x), out, Write.SET));

    assertThat(share.bytesRate()).isEqualTo(30 * 4.0 * 8);
    assertThat(share.bound()).isCloseTo(30 * 4.0 * 8 / limits.gatherRate(100, 8), within(1e-12));
  }

  @Test
  void aPullReadsAndWritesEachRowOnce() {
    Rows pulled = Rows.of(x.rows(0, 40), weight, new long[] {1, 5}, 2);

    assertThat(share(e -> e.gather(pulled, new Dropout(1, 0.5), out.rows(0, 42))).bytesRate())
        .isEqualTo(2 * 4.0 * 42 * 8);
  }

  @Test
  void halvesCountHalf() {
    try (Region memory = new Region()) {
      Halves halves = Halves.over(memory.allocate(Halves.bytes(100, 8)), 100, 8);
      Rows pulled = Rows.of(x.rows(0, 40), halves, new long[] {1, 5}, 2);

      assertThat(share(e -> e.round(x, halves, new RoundingErrors())).bytesRate())
          .isEqualTo(6.0 * 800);
      assertThat(share(e -> e.gather(pulled, out.rows(0, 42))).bytesRate())
          .isEqualTo(2 * 4.0 * 40 * 8 + 6.0 * 2 * 8);
    }
  }

  @Test
  void memoryThatIsAskedForIsNoKernel() {
    assertThat(
            share(
                    e -> {
                      e.matrix(10, 10).close();
                      e.clip(List.of(x, out), 1);
                    })
                .bytesRate())
        .isEqualTo(2 * 4.0 * 800);
  }

  private KernelShare share(Consumer<Engine> kernel) {
    return KernelMeter.share(engine, kernel, 1, limits);
  }
}
