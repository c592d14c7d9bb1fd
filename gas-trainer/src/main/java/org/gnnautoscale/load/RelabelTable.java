package org.gnnautoscale.load;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import org.gnnautoscale.memory.Region;

/**
 * Row of each node of the graph in one subgraph, by direct address: 4 bytes a node.
 *
 * <p>Owns its memory until {@link #close}. For one thread.
 */
final class RelabelTable implements AutoCloseable {

  static final int ABSENT = -1;

  private final Region region = new Region();
  private final MemorySegment rows;

  RelabelTable(long numNodes) {
    rows = region.allocate(4 * numNodes);
    rows.fill((byte) ABSENT);
  }

  int row(long node) {
    return rows.getAtIndex(JAVA_INT, node);
  }

  void put(long node, int row) {
    rows.setAtIndex(JAVA_INT, node, row);
  }

  /** Forgets nodes, so that clearing costs what filling did. */
  void remove(long[] nodes, int count) {
    for (int i = 0; i < count; i++) {
      rows.setAtIndex(JAVA_INT, nodes[i], ABSENT);
    }
  }

  @Override
  public void close() {
    region.close();
  }
}
