package org.gnnautoscale.nn;

import org.gnnautoscale.autograd.KnownSums;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * The features of subgraphs' rows: dense ones in RAM are read where they are.
 *
 * <p>A model that sums features over edges without a dropout, such as a GCN with {@code
 * dropInput=false}, would compute the same sums in every step. If its training was seen to do so,
 * they are computed for all nodes once, and features of halos are no longer read at all. Not where
 * features are on disk: the sums would need the memory that they do not have.
 *
 * <pre>
 * sums  float32 [nodes of the graph, features], if they are known
 * </pre>
 *
 * <p>Owns the sums until {@link #close}; borrows the graph. For one thread.
 */
public final class Inputs implements AutoCloseable {

  private final GraphData graph;
  private @Nullable Matrix sums;
  private boolean areSummed;

  /** Features of a graph; no sums are known yet. */
  public Inputs(GraphData graph) {
    this.graph = graph;
  }

  /** Features of the batch, then of its halo. */
  Tensor of(Tape tape, Subgraph g) {
    return rows(tape, g, g.numRows());
  }

  /** Features of the batch alone. */
  Tensor ofBatch(Tape tape, Subgraph g) {
    return rows(tape, g, g.numNodes());
  }

  /** Whether a training step would save work if sums were known. */
  public boolean wantSums() {
    return areSummed && sums == null;
  }

  /** Takes the sums of all nodes over, which it closes. */
  void know(Matrix sumsOfAll) {
    this.sums = sumsOfAll;
  }

  @Override
  public void close() {
    if (sums != null) {
      sums.close();
    }
  }

  private Tensor rows(Tape tape, Subgraph g, int count) {
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
    KnownSums known = edges -> sums(tape, g, edges);
    boolean whole = g.numNodes() == graph.numNodes();
    return whole ? tape.constant(features, known) : tape.rows(features, g.ids(), count, known);
  }

  private @Nullable Tensor sums(Tape tape, Subgraph g, Adjacency edges) {
    if (edges != g.adjacency() || graph.diskBytes() > 0) {
      return null; // some of them have been dropped, or features must not take memory
    }
    areSummed |= tape.isTraining();
    if (sums == null) {
      return null;
    }
    boolean whole = g.numNodes() == graph.numNodes();
    return whole ? tape.constant(sums) : tape.rows(sums, g.ids(), g.numNodes());
  }
}
