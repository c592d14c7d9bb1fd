package org.gnnautoscale.load;

import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * A subgraph, and room for the features that are copied for it.
 *
 * <p>Owns the room until {@link #close}; another batch may use both again. For one thread.
 */
final class BatchRoom implements AutoCloseable {

  final Subgraph subgraph = new Subgraph();

  /** Time that preparing the batch took. */
  long workNanos;

  private final SparseSelection sparse = new SparseSelection();
  private final @Nullable DenseSelection dense;

  private BatchRoom(@Nullable DenseSelection dense) {
    this.dense = dense;
  }

  /** For batches that follow each other; dense features on disk are copied to RAM. */
  static BatchRoom ofManyBatches() {
    return new BatchRoom(new DenseSelection());
  }

  /** For a batch that stays; dense features are read where they are. */
  static BatchRoom ofOneBatch() {
    return new BatchRoom(null);
  }

  /** Gives the subgraph its features, as far as they are not read where they are. */
  void select(GraphData graph, ReadAhead disk) {
    boolean isWhole = subgraph.numNodes == graph.numNodes();
    subgraph.sparseFeatures = sparse(graph, isWhole, disk);
    subgraph.features = disk.isNeeded() && !isWhole ? copied(graph, disk) : null;
  }

  private @Nullable Matrix copied(GraphData graph, ReadAhead disk) {
    Matrix table = graph.features();
    return table == null || dense == null
        ? null
        : dense.of(table, subgraph.ids, subgraph.numRows(), disk);
  }

  private @Nullable SparseRows sparse(GraphData graph, boolean isWhole, ReadAhead disk) {
    SparseTable table = graph.sparseTable();
    if (table == null) {
      return null;
    }
    return isWhole
        ? graph.allSparseFeatures()
        : sparse.of(table, subgraph.ids, subgraph.numRows(), disk);
  }

  /** Leaves the subgraph without features. */
  void selectNothing() {
    subgraph.sparseFeatures = null;
    subgraph.features = null;
  }

  @Override
  public void close() {
    if (dense != null) {
      dense.close();
    }
  }
}
