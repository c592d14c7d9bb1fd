package org.gnnautoscale.load;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.memory.RowPages;

/**
 * Lets the system read from disk what a batch is made of, before somebody has to wait for it; does
 * nothing for a graph in RAM. Borrows the graph. For one thread.
 */
final class ReadAhead {

  private final GraphData graph;
  private final Region region;

  /** Of the tables of features: one if they are dense, two if they are sparse. */
  private final List<RowPages> features;

  ReadAhead(GraphData graph, Region region) {
    this.graph = graph;
    this.region = region;
    Matrix dense = graph.features();
    SparseTable sparse = graph.sparseTable();
    if (dense != null) {
      features = List.of(new RowPages(region, dense.segment()));
    } else if (sparse != null) {
      features =
          List.of(new RowPages(region, sparse.index()), new RowPages(region, sparse.value()));
    } else {
      features = List.of();
    }
  }

  /** Whether anything is on disk. */
  boolean isNeeded() {
    return region.isOnDisk();
  }

  /** Lets rows, columns, halo and weights of some parts be read. */
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

  /** Notes the features of nodes {@code from} up to but without {@code to}. */
  void note(long from, long to) {
    for (RowPages pages : features) {
      pages.add(position(from), position(to));
    }
  }

  /** Lets be read what was noted; returns whether anything of it was not in RAM. */
  boolean ask() {
    int calls = 0;
    for (RowPages pages : features) {
      calls += pages.ask();
    }
    return calls > 0;
  }

  /** Tells that the features of nodes {@code from} up to but without {@code to} were read. */
  void doneWith(long from, long to) {
    for (RowPages pages : features) {
      pages.doneWith(position(from), position(to));
    }
  }

  /** Where the features of a node begin, in bytes. */
  private long position(long node) {
    SparseTable sparse = graph.sparseTable();
    return 4 * (sparse == null ? node * graph.shape().features() : sparse.begin(node));
  }
}
