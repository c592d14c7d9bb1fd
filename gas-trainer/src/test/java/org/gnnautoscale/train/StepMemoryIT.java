package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a training step leaves for the garbage collector, of all threads together: records of its
 * operations, nothing of its rows.
 *
 * <p>Vectors are objects too until the compiler has seen a loop often enough, so the first steps do
 * not count; nor would a process do in which other tests have taught the compiler otherwise.
 */
class StepMemoryIT {

  /**
   * Bytes of a step, whatever its batch: the more operations a model has, the more records. Those
   * of a PNA with all aggregators are some 90 KB, those of a GCN 20.
   */
  private static final long LIMIT = 128 << 10;

  private static final int NODES = 300;
  private static final int STEPS_OF_EPOCH = 2;

  /** A compiler that is slow, on a machine that is busy, is waited for. */
  private static final int LONGEST_WARM_UP = 10_000;

  @TempDir Path folder;

  static Stream<List<Object>> settings() {
    List<String> all = List.of("mean", "max", "min", "std", "sum");
    return Stream.of(
        List.of("gcn", "edgeDropout", 0.3, "gradNorm", 1),
        List.of("gcn", "batchNorm", true, "layers", 3, "residual", true),
        List.of("sage", "edgeDropout", 0.3),
        List.of("sage", "aggregators", List.of("max")),
        List.of("gat", "hiddenHeads", 2, "edgeDropout", 0.3),
        List.of("gin", "batchNorm", true, "noise", 0.1),
        List.of("appnp", "layers", 3),
        List.of("gcn2", "layers", 4),
        List.of("pna", "aggregators", all, "edgeDropout", 0.3),
        List.of("pna-jk", "aggregators", List.of("mean", "max")));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void aStepLeavesAsLittleOfALargeBatchAsOfASmallOne(List<Object> settings) throws Exception {
    TrainConfig config = config(settings);
    TinyGraph.Plan small = TinyGraph.plan().width(20).nodes(NODES);
    TinyGraph.Plan large = TinyGraph.plan().width(20).nodes(10 * NODES).sparse();

    assertThat(bytesOfAStep(small, config, 1_000)).isLessThan(LIMIT);
    assertThat(bytesOfAStep(large, config, 100)).isLessThan(LIMIT);
  }

  static TrainConfig config(List<Object> settings) {
    List<Object> changes = settings.subList(1, settings.size());
    return Trained.config((String) settings.get(0), changes.toArray());
  }

  /**
   * Trains until the compiler is done, and then so many steps; the median of their epochs, since
   * the compiler may not be done at all.
   */
  long bytesOfAStep(TinyGraph.Plan plan, TrainConfig config, int steps) throws Exception {
    Store store = plan.draw().write(folder.resolve("store" + System.nanoTime()));
    long before = OffHeap.liveBytes();
    long bytes;
    try (GraphData graph = GraphData.load(store, Progress.silent());
        Session session = new Session(graph, config);
        Gnn model = session.model(1);
        Histories histories = session.histories(model);
        Trainer trainer =
            new Trainer(session.machine(), config, model, histories, new Run(0, 1, 0))) {
      warmUp(trainer);
      List<Double> epochs = new ArrayList<>();
      long offHeap = OffHeap.liveBytes();
      for (int step = 0; step < steps; step += STEPS_OF_EPOCH) {
        long start = allocated();
        trainer.epoch(1);
        epochs.add((double) (allocated() - start) / STEPS_OF_EPOCH);
        assertThat(OffHeap.liveBytes()).as("off the heap at step %d", step).isEqualTo(offHeap);
      }
      bytes = (long) Spread.median(epochs);
    }
    assertThat(OffHeap.liveBytes()).isEqualTo(before);
    return bytes;
  }

  private static void warmUp(Trainer trainer) throws Exception {
    long bytes = Long.MAX_VALUE;
    for (int step = 0; step < 50 || (bytes > LIMIT && step < LONGEST_WARM_UP); step += 10) {
      long start = allocated();
      for (int i = 0; i < 10; i += STEPS_OF_EPOCH) {
        trainer.epoch(1);
      }
      bytes = (allocated() - start) / 10;
    }
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getTotalThreadAllocatedBytes();
  }
}
