package org.gnnautoscale.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.RandomData;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.memory.Workspace;
import org.junit.jupiter.api.Test;

class StepMemoryIT {

  private static final int BATCH = 3_000;
  private static final int HALO = 5_000;

  /**
   * Objects of operations, none of rows: those of 3,000 rows would be more. Vectors are objects too
   * until the compiler has seen a loop often enough, so the first steps do not count; nor would a
   * process do in which other tests have taught the compiler otherwise.
   */
  private static final long LIMIT = 100_000;

  private final RandomData data = new RandomData(2);
  private final Adjacency graph = data.graph(BATCH, BATCH + HALO, 0, 20_000);
  private final long[] halo = LongStream.range(0, HALO).toArray();
  private final int[] labels = new int[BATCH];
  private final int[] all = IntStream.range(0, BATCH).toArray();

  @Test
  void afterTheFirstStepNothingIsAllocatedOffTheHeapAndLittleOnIt() {
    long before = OffHeap.liveBytes();
    try (Engine engine = new CpuEngine(1);
        Workspace workspace = new Workspace();
        Parameters parameters = new Parameters(1);
        Matrix x = data.matrix(BATCH, 24);
        Matrix history = data.matrix(HALO, 24)) {
      Parameter w = parameters.glorot("w", 24, 24, Group.REGULARIZED);
      Parameter b = parameters.constant("b", 1, 24, 0, Group.REST);
      BatchNorm norm = BatchNorm.declare(parameters, "norm", 24, Group.REGULARIZED);
      OptimizerConfig config = OptimizerConfig.of(Map.of("weightDecay", 5e-4, "gradNorm", 1));
      try (Optimizer optimizer = new Optimizer(engine, parameters, config)) {
        long offHeap = 0;
        long heap = Long.MAX_VALUE;
        for (int step = 0; step < 5_000 && (step < 30 || heap > LIMIT); step++) {
          long start = allocated();
          try (Tape tape = Tape.training(engine, workspace, 1, step)) {
            Tensor h = tape.constant(x).matmul(w).batchNorm(norm).relu();
            Tensor pulled = tape.pull(h, history, halo, HALO).dropout(0.5);
            pulled.aggregate(graph).matmul(w).addBias(b).crossEntropy(labels, all, BATCH, 1e-3);
            tape.backward();
          }
          optimizer.step();
          heap = allocated() - start;
          offHeap = step == 5 ? OffHeap.liveBytes() : offHeap;
        }

        assertThat(OffHeap.liveBytes()).isEqualTo(offHeap);
        assertThat(heap).isLessThanOrEqualTo(LIMIT);
      }
    }
    assertThat(OffHeap.liveBytes()).isEqualTo(before);
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
