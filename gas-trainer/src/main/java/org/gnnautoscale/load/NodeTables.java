package org.gnnautoscale.load;

import java.lang.foreign.MemorySegment;
import org.gnnautoscale.engine.SparseRows;
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

  /** Sparse features of all nodes in compressed rows; on the heap, where the kernels read them. */
  static final class SparseTable {

    final int width;
    final long[] ptr;
    final int[] index;
    final float[] value;

    SparseTable(int width, int nodes, int values) {
      this.width = width;
      this.ptr = new long[nodes + 1];
      this.index = new int[values];
      this.value = new float[values];
    }

    SparseRows rows() {
      return SparseRows.of(width, ptr, index, value);
    }
  }

  /**
   * Tables of the right sizes, to be filled part by part.
   *
   * @param sparseValues non-zero features of all nodes, if they are sparse
   */
  static NodeTables allocate(GraphShape graph, long sparseValues, Region region) {
    long nodes = graph.nodes();
    boolean dense = graph.features() > 0 && !graph.sparseFeatures();
    boolean labelled = graph.classes() > 0;
    return new NodeTables(
        dense ? matrix(region, nodes, graph.features()) : null,
        graph.features() > 0 && !dense
            ? new SparseTable(
                graph.features(), Math.toIntExact(nodes), Math.toIntExact(sparseValues))
            : null,
        labelled && !graph.multiLabel() ? region.allocate(4 * nodes) : null,
        labelled && graph.multiLabel() ? matrix(region, nodes, graph.classes()) : null,
        graph.splits() > 0 ? region.allocate(nodes * graph.splits()) : null);
  }

  private static Matrix matrix(Region region, long rows, int cols) {
    return Matrix.over(region.allocate(4 * rows * cols), rows, cols);
  }
}
