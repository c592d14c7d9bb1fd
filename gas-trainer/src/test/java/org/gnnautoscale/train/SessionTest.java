package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.ModelConfig;
import org.gnnautoscale.nn.State;
import org.gnnautoscale.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionTest {

  private static final TrainConfig CONFIG = Trained.config("mode", "full", "threads", 2);

  @TempDir Path folder;

  @Test
  void smallBatchesAreComputedByOneThreadUnlessMoreAreAskedFor() throws Exception {
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    try (GraphData graph = GraphData.load(store, Progress.silent());
        Session small = new Session(graph, Trained.config());
        Session asked = new Session(graph, Trained.config("threads", 3))) {
      assertThat(small.threads()).isEqualTo(1);
      assertThat(asked.threads()).isEqualTo(3);
    }
  }

  @Test
  void anInterruptWhileASessionIsMadeLeavesNothing() throws Exception {
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    try (GraphData graph = GraphData.load(store, Progress.silent())) {
      long bytes = OffHeap.liveBytes();
      Set<Long> threads = threads();

      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> new Session(graph, CONFIG)).isInstanceOf(InterruptedException.class);

      assertThat(OffHeap.liveBytes()).isEqualTo(bytes);
      assertEnded(threads);
    }
  }

  /** A model of one's own that cannot be made. */
  public static final class Unmakeable extends Gnn {

    /** Throws. */
    public Unmakeable(GraphInfo graph, ModelConfig config, long seed) {
      super(2, seed);
      throw new IllegalArgumentException("no such model");
    }

    @Override
    public int width(int layer) {
      return 1;
    }

    @Override
    public Tensor layer(int i, Tensor x, Subgraph g, State state) {
      return x;
    }
  }

  @Test
  void aModelWhoseConstructorFailsLeavesNothingOfItsSession() throws Exception {
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    try (GraphData graph = GraphData.load(store, Progress.silent())) {
      long bytes = OffHeap.liveBytes();
      Set<Long> threads = threads();

      TrainConfig config = Trained.config(Unmakeable.class.getName(), new Object[] {"threads", 2});
      assertThatThrownBy(() -> new Session(graph, config)).hasMessage("no such model");

      assertThat(OffHeap.liveBytes()).isEqualTo(bytes);
      assertEnded(threads);
    }
  }

  @Test
  void anInterruptWhileATrainerIsMadeLeavesNothing() throws Exception {
    Store store = TinyGraph.plan().draw().write(folder.resolve("store"));
    try (GraphData graph = GraphData.load(store, Progress.silent());
        Session session = new Session(graph, CONFIG)) {
      long bytes = OffHeap.liveBytes();
      Set<Long> threads = threads();

      try (Gnn model = session.model(1);
          Histories none = Histories.none()) {
        Run run = new Run(0, 1, 0);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> new Trainer(session.machine(), CONFIG, model, none, run))
            .isInstanceOf(InterruptedException.class);
      }

      assertThat(OffHeap.liveBytes()).isEqualTo(bytes);
      assertEnded(threads);
    }
  }

  /** Threads end soon after they are told to. */
  static void assertEnded(Set<Long> before) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!before.containsAll(threads()) && System.nanoTime() < deadline) {
      Thread.sleep(10);
    }
    assertThat(before).containsAll(threads());
  }

  static Set<Long> threads() {
    Set<Long> ids = new TreeSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("gas-")) {
        ids.add(thread.threadId());
      }
    }
    return ids;
  }
}
