package org.gnnautoscale.load;

import java.lang.foreign.MemorySegment;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.memory.RowPages;
import org.jspecify.annotations.Nullable;

/**
 * Lets the system read from disk what a batch is made of, before somebody has to wait for it; does
 * nothing for a graph in RAM.
 *
 * <p>Rows of a batch lie side by side, part by part; those of its halo are scattered. Borrows the
 * graph. For one thread.
 */
final class ReadAhead {

  private final GraphData graph;
  private final Region region;
  private final @Nullable RowPages dense;
  private final @Nullable RowPages indexes;
  private final @Nullable RowPages values;

  ReadAhead(GraphData graph, Region region) {
    this.graph = graph;
    this.region = region;
    Matrix features = graph.features();
    SparseTable sparse = graph.sparseTable();
    this.dense = features == null ? null : new RowPages(region, features.segment());
    this.indexes = sparse == null ? null : new RowPages(region, sparse.index());
    this.values = sparse == null ? null : new RowPages(region, sparse.value());
  }

  /** Rows, columns, halo and weights of some parts. */
  void structure(int[] parts) {
    if (region.isOnDisk()) {
      for (int p : parts) {
        PartData part = graph.part(p);
        region.willNeed(part.rowPtr());
        region.willNeed(part.col());
        region.willNeed(part.haloIds());
        MemorySegment weight = part.weight();
        if (weight != null) {
          region.willNeed(weight);
        }
      }
    }
  }

  /** Features of all nodes of some parts. */
  void features(int[] parts) {
    if (region.isOnDisk()) {
      for (int p : parts) {
        PartData part = graph.part(p);
        add(part.firstNode(), part.firstNode() + part.nodes());
      }
      ask();
    }
  }

  /** Features of some nodes, of which the first {@code count} count. */
  void features(long[] nodes, int count) {
    if (region.isOnDisk()) {
      for (int i = 0; i < count; i++) {
        add(nodes[i], nodes[i] + 1);
      }
      ask();
    }
  }

  private void add(long from, long to) {
    SparseTable sparse = graph.sparseTable();
    if (dense != null) {
      long row = 4L * graph.shape().features();
      dense.add(from * row, to * row);
    } else if (indexes != null && values != null && sparse != null) {
      indexes.add(4 * sparse.begin(from), 4 * sparse.begin(to));
      values.add(4 * sparse.begin(from), 4 * sparse.begin(to));
    }
  }

  private void ask() {
    if (dense != null) {
      dense.ask();
    } else if (indexes != null && values != null) {
      indexes.ask();
      values.ask();
    }
  }
}
