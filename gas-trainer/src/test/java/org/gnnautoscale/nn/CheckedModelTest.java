package org.gnnautoscale.nn;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.gnnautoscale.autograd.Group;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.junit.jupiter.api.Test;

/** A batch of 2 nodes with a halo of 3. */
class CheckedModelTest {

  private final Subgraph batch = Subgraph.ofShape(2, 3, 4);

  /** Two layers, the first of which is to be 4 wide. */
  private static final class OneLayer extends Gnn {

    private final boolean sums;
    private final Linear linear;

    OneLayer(int width, boolean sums) {
      super(2, 1);
      this.sums = sums;
      this.linear = new Linear(parameters(), "linear", 1, width, Group.REST);
    }

    @Override
    public int width(int layer) {
      return 4;
    }

    @Override
    public Tensor layer(int i, Tensor x, Subgraph g, State state) {
      Tensor h = linear.apply(x);
      return sums ? h.aggregate(g.adjacency()) : h;
    }
  }

  @Test
  void aLayerThatReturnsTheHalosRowsTooIsToldHowManyAreTheBatchs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer(0, 4, /* sums= */ false))
        .withMessageContaining("OneLayer must return 2 rows, got 5\n")
        .withMessageContaining("batch    2 rows, and behind them 3 of its halo");
  }

  @Test
  void aHiddenLayerIsAsWideAsItsModelSays() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer(0, 6, /* sums= */ true))
        .withMessageEndingWith("must return rows of width(0) = 4, got 6");
    layer(1, 6, /* sums= */ true);
  }

  private void layer(int i, int width, boolean sums) {
    try (Engine engine = new CpuEngine(1);
        Workspace workspace = new Workspace();
        Gnn model = new OneLayer(width, sums);
        Matrix x = Matrix.allocate(5, 1);
        Tape tape = Tape.evaluating(engine, workspace)) {
      new CheckedModel(model).layer(i, tape.constant(x), batch, new BatchState(2));
    }
  }
}
