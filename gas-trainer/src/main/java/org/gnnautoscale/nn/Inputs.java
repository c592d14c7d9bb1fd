package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;

/** The features of a subgraph's rows: dense ones in RAM are read where they are. */
final class Inputs {

  private Inputs() {}

  /** Features of the batch, then of its halo. */
  static Tensor of(Tape tape, GraphData graph, Subgraph g) {
    return rows(tape, graph, g, g.numRows());
  }

  /** Features of the batch alone. */
  static Tensor ofBatch(Tape tape, GraphData graph, Subgraph g) {
    return rows(tape, graph, g, g.numNodes());
  }

  private static Tensor rows(Tape tape, GraphData graph, Subgraph g, int count) {
    SparseRows sparse = g.sparseFeatures();
    if (sparse != null) {
      return tape.sparseInput(sparse.head(count));
    }
    Matrix copied = g.features();
    if (copied != null) {
      return tape.constant(copied.rows(0, count));
    }
    Matrix features = graph.features();
    if (features == null) {
      throw new IllegalStateException("the graph has no features");
    }
    boolean whole = g.numNodes() == graph.numNodes();
    return whole ? tape.constant(features) : tape.rows(features, g.ids(), count);
  }
}
