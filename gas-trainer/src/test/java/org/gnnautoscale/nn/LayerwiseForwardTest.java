package org.gnnautoscale.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.BatchNorm;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.Chunks;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Backing;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.reference.Dense;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exact pass in chunks gives what one batch gives, whatever a model does with its state. */
class LayerwiseForwardTest {

  private static final int LAYERS = 3;

  @TempDir Path directory;

  private final Engine engine = new CpuEngine(1);
  private final Workspace workspace = new Workspace();

  /** What a layer does with its result. */
  @FunctionalInterface
  private interface Keeping {
    Tensor apply(Tensor h, State state);
  }

  /** A sum over neighbors, twice a norm by the whole graph, and something that is kept. */
  private static final class KeepingModel extends Gnn {
    private final BatchNorm first =
        BatchNorm.withoutStatistics(parameters(), "first", 6, Group.REST);
    private final BatchNorm second =
        BatchNorm.withoutStatistics(parameters(), "second", 6, Group.REST);
    private final Keeping keeping;

    KeepingModel(Keeping keeping) {
      super(LAYERS, 1);
      this.keeping = keeping;
    }

    @Override
    public int width(int layer) {
      return 6;
    }

    @Override
    public Tensor encode(Tensor x, State state) {
      state.keep("kept", x);
      return x;
    }

    @Override
    public Tensor layer(int i, Tensor x, Subgraph g, State state) {
      Tensor h = x.aggregate(g.adjacency()).batchNorm(first).relu().batchNorm(second);
      return keeping.apply(h, state);
    }

    @Override
    public Tensor decode(Tensor x, State state) {
      return state.kept("kept");
    }
  }

  @AfterEach
  void close() {
    workspace.close();
    engine.close();
  }

  @Test
  void aStateMayBeReadAndReplaced() throws Exception {
    agrees(
        6,
        (h, state) -> {
          state.keep("kept", state.kept("kept").add(h));
          return h;
        });
  }

  @Test
  void aStateMayGrow() throws Exception {
    agrees(
        6 * (1 + LAYERS),
        (h, state) -> {
          state.keep("kept", Tensor.concat(List.of(state.kept("kept"), h)));
          return h;
        });
  }

  @Test
  void whatALayerKeepsItReadsBackItself() throws Exception {
    agrees(
        6,
        (h, state) -> {
          state.keep("kept", state.kept("kept").add(h));
          return h.add(state.kept("kept"));
        });
  }

  @Test
  void whatWasKeptInAnEarlierPassIsNoLongerThere() throws Exception {
    int[] passes = new int[1];
    Keeping keeping =
        (h, state) -> {
          if (passes[0] == 0) {
            state.keep("once", h);
          }
          return passes[0] == 0 ? h : state.kept("once");
        };
    try (GraphData graph = graph();
        Gnn model = new KeepingModel(keeping);
        BatchLoader loader = new BatchLoader(graph, model.messages(), 0);
        LayerwiseForward forward = forward(graph, loader, 1000)) {
      outputs(forward, model, graph);
      passes[0] = 1;

      assertThatIllegalStateException()
          .isThrownBy(() -> outputs(forward, model, graph))
          .withMessage("nothing has been kept under the name once");
    }
  }

  /**
   * The other thread prepares the second chunk, and asks for its rows, when the pass ends early.
   */
  @Test
  void thePassEndsItsLoaderBeforeTheMemoryThatIsReadAhead() throws Exception {
    TinyGraph large = TinyGraph.plan().nodes(6_000).parts(2).even().draw();
    Backing disk = new Backing(directory);
    try (GraphData graph = GraphData.load(large.write(directory), Progress.silent());
        Gnn model = new Gcn(GraphInfo.of(graph), ModelConfig.of(Map.of("hidden", 4)), 1);
        BatchLoader loader = new BatchLoader(graph, model.messages(), 0)) {
      Chunks chunks = loader.chunks(3_000, 0);
      try (LayerwiseForward forward =
          new LayerwiseForward(engine, workspace, graph, chunks, disk)) {
        LayerwiseForward.Sink full =
            (first, logits, embedding) -> {
              throw new IOException("no room");
            };
        assertThatIOException().isThrownBy(() -> forward.run(model, Histories.none(), full));
      }

      assertThat(loader.next().rangeStart(0)).isEqualTo(large.ptr[1]);
      assertThatThrownBy(() -> loader.fixed(List.of(0)))
          .isInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void aPassAfterOneThatFoundNoRoomDoesNotUseWhatWasGivenBack() throws Exception {
    Path work = directory.resolve("work");
    try (GraphData graph = graph();
        Gnn narrow = new Gcn(GraphInfo.of(graph), ModelConfig.of(Map.of("hidden", 4)), 1);
        Gnn wide = new Gcn(GraphInfo.of(graph), ModelConfig.of(Map.of("hidden", 8)), 1);
        LayerwiseForward forward =
            new LayerwiseForward(
                engine,
                workspace,
                graph,
                Chunks.of(graph, narrow.messages(), 10),
                new Backing(work))) {
      Files.createDirectory(work);
      double[][] expected = outputs(forward, narrow, graph);

      Files.delete(work);
      assertThatIOException().isThrownBy(() -> outputs(forward, wide, graph));
      Files.createDirectory(work);

      assertThat(outputs(forward, narrow, graph)).isDeepEqualTo(expected);
    }
  }

  private void agrees(int width, Keeping keeping) throws Exception {
    try (GraphData graph = graph();
        Gnn model = new KeepingModel(keeping);
        BatchLoader loader = new BatchLoader(graph, model.messages(), 0);
        LayerwiseForward forward = forward(graph, loader, 10)) {
      double[][] expected = inOneBatch(graph, model, loader);

      for (int pass = 0; pass < 2; pass++) {
        double[][] found = outputs(forward, model, graph);
        assertThat(found[0]).hasSize(width);
        for (int v = 0; v < found.length; v++) {
          assertThat(found[v]).as("node %d", v).containsExactly(expected[v], within(1e-4));
        }
      }
    }
  }

  private double[][] inOneBatch(GraphData graph, Gnn model, BatchLoader loader)
      throws InterruptedException {
    Subgraph all = loader.fixed(IntStream.range(0, graph.numParts()).boxed().toList());
    try (Tape tape = Tape.evaluating(engine, workspace)) {
      return Dense.of(BatchForward.run(tape, model, graph, all, Histories.none()).value()).values();
    }
  }

  private static double[][] outputs(LayerwiseForward forward, Gnn model, GraphData graph)
      throws IOException, InterruptedException {
    double[][] outputs = new double[(int) graph.numNodes()][];
    forward.run(
        model,
        Histories.none(),
        (first, logits, embedding) -> {
          double[][] rows = Dense.of(logits).values();
          System.arraycopy(rows, 0, outputs, (int) first, rows.length);
        });
    return outputs;
  }

  private LayerwiseForward forward(GraphData graph, BatchLoader loader, int nodes)
      throws InterruptedException {
    return new LayerwiseForward(engine, workspace, graph, loader.chunks(nodes));
  }

  private GraphData graph() throws IOException {
    return GraphData.load(TinyGraph.plan().draw().write(directory), Progress.silent());
  }
}
