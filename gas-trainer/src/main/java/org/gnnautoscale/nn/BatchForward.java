package org.gnnautoscale.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.history.History;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;

/**
 * All layers of a model on one batch.
 *
 * <p>Between two layers the batch's rows are pushed to that layer's history, and the halo's rows
 * are pulled from it: constants, through which no gradient flows. A batch without a halo, such as
 * the full one, needs no histories.
 */
public final class BatchForward {

  private BatchForward() {}

  /**
   * Widths of the histories that a model needs to be trained in batches.
   *
   * @return one for each hidden layer; none if nodes do not look at each other
   */
  public static List<Integer> historyWidths(Gnn model) {
    int hidden = model.messages() == Messages.NONE ? 0 : model.numLayers() - 1;
    return IntStream.range(0, hidden).map(model::width).boxed().toList();
  }

  /**
   * Outputs of the batch's rows, from histories for what is outside.
   *
   * @param histories as {@link #historyWidths} says; none at all if the batch has no halo
   */
  public static Tensor run(
      Tape tape, Gnn model, GraphData graph, Subgraph batch, Histories histories) {
    return run(tape, model, new Inputs(graph), batch, histories);
  }

  /** The same; the inputs may know sums of the features. */
  public static Tensor run(
      Tape tape, Gnn model, Inputs inputs, Subgraph batch, Histories histories) {
    return run(tape, model, inputs.of(tape, batch), batch, histories);
  }

  static Tensor run(Tape tape, Gnn model, Tensor input, Subgraph batch, Histories histories) {
    Subgraph g = batch;
    if (tape.isTraining() && model.edgeDropout().rate() > 0) {
      g = batch.withAdjacency(tape.dropEdges(batch.adjacency(), model.edgeDropout()));
    }
    State state = new BatchState(g.numNodes());
    CheckedModel checked = new CheckedModel(model);
    Tensor x = checked.encode(input, state);
    for (int i = 0; i < model.numLayers() - 1; i++) {
      Tensor h = checked.layer(i, x, g, state);
      x = i < histories.size() ? pushAndPull(tape, h, g, histories.of(i)) : h;
    }
    return checked.decode(checked.layer(model.numLayers() - 1, x, g, state), state);
  }

  private static Tensor pushAndPull(Tape tape, Tensor h, Subgraph g, History history) {
    Matrix value = h.value();
    for (int range = 0; range < g.numRanges(); range++) {
      Matrix rows = value.rows(g.rangeRow(range), g.rangeRow(range + 1));
      tape.push(rows, history, g.rangeStart(range));
    }
    return tape.pull(h, history, g.haloIds(), g.numHalo());
  }
}
