package org.gnnautoscale.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.OffHeap;
import org.gnnautoscale.nn.Gcn;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.ModelConfig;
import org.gnnautoscale.nn.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalableModelTest {

  private static final int PARTS = 6;

  private final TinyGraph tiny = TinyGraph.plan().nodes(90).parts(PARTS).draw();

  @TempDir Path folder;

  /** What a test does with a model. */
  @FunctionalInterface
  private interface Use {
    void with(ScalableModel gas) throws Exception;
  }

  @Test
  void anEpochThatWasLeftEarlyDoesNotReachIntoTheNext() throws Exception {
    using(
        gas -> {
          for (int taken = 0; taken < PARTS; taken++) {
            Iterator<Subgraph> left = gas.batches(1).iterator();
            for (int i = 0; i < taken; i++) {
              left.next();
            }

            assertThat(firstNodes(gas.batches(1))).containsExactlyInAnyOrder(starts());
          }
        });
  }

  @Test
  void batchesCanBeGoneThroughSeveralTimes() throws Exception {
    using(
        gas -> {
          Iterable<Subgraph> batches = gas.batches(1);
          List<Integer> first = firstNodes(batches);
          List<Integer> second = firstNodes(batches);

          assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        });
  }

  /** A model that fails in one of its methods. */
  private static final class Failing extends Gnn {
    private final boolean inLayer;

    Failing(boolean inLayer) {
      super(3, 1);
      this.inLayer = inLayer;
    }

    @Override
    public int width(int layer) {
      return 6;
    }

    @Override
    public Messages messages() {
      if (!inLayer) {
        throw new IllegalStateException("failed in messages");
      }
      return Messages.EDGES;
    }

    @Override
    public Tensor layer(int i, Tensor x, Subgraph g, State state) {
      if (i == 1) {
        throw new IllegalStateException("failed in layer");
      }
      state.keep("kept", x);
      return x.aggregate(g.adjacency());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatCannotBePreparedLeavesNothing(boolean inLayer) throws Exception {
    try (GraphData graph = GraphData.load(tiny.write(folder), Progress.silent());
        Gnn model = new Failing(inLayer)) {
      long bytes = OffHeap.liveBytes();
      Set<Long> threads = SessionTest.threads();

      assertThatThrownBy(() -> new ScalableModel(model, graph, 1))
          .hasStackTraceContaining(inLayer ? "failed in layer" : "failed in messages");

      assertThat(OffHeap.liveBytes()).isEqualTo(bytes);
      SessionTest.assertEnded(threads);
    }
  }

  private void using(Use use) throws Exception {
    try (GraphData graph = GraphData.load(tiny.write(folder), Progress.silent());
        Gnn model = new Gcn(GraphInfo.of(graph), ModelConfig.of(Map.of("hidden", 4)), 1);
        ScalableModel gas = new ScalableModel(model, graph, 1)) {
      use.with(gas);
    }
  }

  private static List<Integer> firstNodes(Iterable<Subgraph> batches) {
    List<Integer> nodes = new ArrayList<>();
    for (Subgraph batch : batches) {
      nodes.add((int) batch.rangeStart(0));
    }
    return nodes;
  }

  private Integer[] starts() {
    Integer[] starts = new Integer[PARTS];
    for (int part = 0; part < PARTS; part++) {
      starts[part] = tiny.ptr[part];
    }
    return starts;
  }
}
