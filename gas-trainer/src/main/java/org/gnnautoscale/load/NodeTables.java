package org.gnnautoscale.load;

import java.lang.foreign.MemorySegment;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.store.GraphShape;
import org.jspecify.annotations.Nullable;

/**
 * What each node of the graph has, row i for the node of global id i; null where the store has
 * nothing of that kind.
 *
 * <pre>
 * features float32 [nodes, width]   label int32 [nodes], -1 for none
 * labels   float32 [nodes, classes], a row of NaN for none
 * split    int8 [nodes, splits]: 0 none, 1 train, 2 validation, 3 test
 * </pre>
 */
record NodeTables(
    @Nullable Matrix features,
    @Nullable SparseTable sparse,
    @Nullable MemorySegment label,
    @Nullable Matrix labels,
    @Nullable MemorySegment split) {

  /**
   * Tables of the right sizes, to be filled part by part.
   *
   * @param sparseValues non-zero features of all nodes, if they are sparse
   * @param small where labels and splits go
   * @param large where features go
   */
  static NodeTables allocate(GraphShape graph, long sparseValues, Region small, Region large) {
    long nodes = graph.nodes();
    int width = graph.features();
    boolean dense = width > 0 && !graph.sparseFeatures();
    boolean labelled = graph.classes() > 0;
    return new NodeTables(
        dense ? large.matrix(nodes, width) : null,
        width > 0 && !dense
            ? SparseTable.allocate(width, new SparseTable.Size(nodes, sparseValues), small, large)
            : null,
        labelled && !graph.multiLabel() ? small.allocate(4 * nodes) : null,
        labelled && graph.multiLabel() ? small.matrix(nodes, graph.classes()) : null,
        graph.splits() > 0 ? small.allocate(nodes * graph.splits()) : null);
  }
}
