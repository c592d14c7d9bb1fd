package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import org.gnnautoscale.memory.Region;

/**
 * Sparse features of all nodes in compressed rows, off the heap; there may be more than 2^31 of
 * them.
 *
 * <pre>
 * ptr    int64 [nodes + 1]   where each row begins
 * index  int32 [values]      feature, 0 up to but without width
 * value  float32 [values]
 * </pre>
 *
 * <p>Borrows its memory from the {@link GraphData} that it belongs to.
 */
record SparseTable(int width, MemorySegment ptr, MemorySegment index, MemorySegment value) {

  /**
   * A table of the right size, to be filled part by part.
   *
   * @param rows where the rows' beginnings go
   * @param values where all else goes
   */
  static SparseTable allocate(int width, Size size, Region rows, Region values) {
    return new SparseTable(
        width,
        rows.allocate(8 * (size.nodes() + 1)),
        values.allocate(4 * size.values()),
        values.allocate(4 * size.values()));
  }

  /** Nodes of the graph, and non-zero features of all of them. */
  record Size(long nodes, long values) {}

  /** Position of the first non-zero of a node; for the number of nodes, after the last one. */
  long begin(long node) {
    return ptr.getAtIndex(JAVA_LONG, node);
  }

  /** Non-zeros of all nodes that there is room for. */
  long values() {
    return index.byteSize() / 4;
  }
}
