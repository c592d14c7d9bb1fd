package org.gnnautoscale.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Workspace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomModelTest {

  @TempDir Path directory;

  /** A node's own embedding and the sum of its neighbors', each through a weight of its own. */
  private static final class SumModel extends Gnn {
    private final List<Linear> own = new ArrayList<>();
    private final List<Linear> neighbors = new ArrayList<>();

    SumModel(GraphInfo graph, int hidden, int layers, long seed) {
      super(layers, seed);
      for (int i = 0; i < layers; i++) {
        int in = i == 0 ? graph.features() : hidden;
        int out = i == lastLayer() ? graph.classes() : hidden;
        own.add(new Linear(parameters(), "own." + i, in, out, Group.REGULARIZED));
        neighbors.add(new Linear(parameters(), "neighbors." + i, in, out, Group.REGULARIZED));
      }
    }

    @Override
    public Messages messages() {
      return Messages.EDGES;
    }

    @Override
    public int width(int layer) {
      return own.get(layer).out();
    }

    @Override
    public Tensor layer(int i, Tensor x, Subgraph g, State state) {
      Tensor self = own.get(i).apply(x.head(g.numNodes()));
      Tensor sum = neighbors.get(i).apply(x.aggregate(g.adjacency()));
      return i == lastLayer() ? self.add(sum) : self.add(sum).relu();
    }
  }

  @Test
  void aModelOfAFewLinesTrainsInBatchesAndInfersLayerByLayer() throws Exception {
    TinyGraph tiny = TinyGraph.plan().sparse().draw();
    try (Engine engine = new CpuEngine(1);
        Workspace workspace = new Workspace();
        GraphData graph = GraphData.load(tiny.write(directory), Progress.silent());
        Gnn model = new SumModel(GraphInfo.of(graph.shape()), 4, 3, 1);
        Histories histories = Histories.zeros(graph.numNodes(), BatchForward.historyWidths(model));
        BatchLoader loader = new BatchLoader(graph, model.messages(), 0);
        LayerwiseForward forward =
            new LayerwiseForward(engine, workspace, graph, loader.chunks(9))) {
      forward.fill(model, histories);
      float[][] exact = new float[tiny.nodes][];
      forward.run(
          model,
          Histories.none(),
          (first, logits, embedding) -> {
            for (int r = 0; r < logits.rows(); r++) {
              exact[(int) first + r] = logits.row(r).toArray();
            }
          });

      Subgraph batch = loader.fixed(List.of(1, 2));
      try (Tape tape = Tape.training(engine, workspace, 1, 1)) {
        Tensor logits = BatchForward.run(tape, model, graph, batch, histories);
        for (int r = 0; r < batch.numNodes(); r++) {
          assertThat(logits.value().row(r).toArray())
              .containsExactly(exact[(int) batch.ids()[r]], within(1e-4f));
        }
        int train = batch.numTrain();
        assertThat(logits.crossEntropy(batch.labels(), batch.trainRows(), train, 1.0 / train))
            .isPositive();
        tape.backward();
      }
      assertThat(model.parameters().list())
          .allSatisfy(
              p -> assertThat(p.grad().toArray()).isNotEqualTo(new float[p.rows() * p.cols()]));
    }
  }
}
