package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Pool;
import org.gnnautoscale.memory.Workspace;

/**
 * Weighted sums over the edges of a graph, cut into pieces of about equally many edges.
 *
 * <p>A row that is longer than many pieces, a hub, is cut itself: parts of fixed length are summed
 * apart and then added in their order.
 */
final class Aggregation {

  /** Values that are read for one piece. */
  private static final int WORK = 1 << 18;

  /** Rows of more pieces than this are cut. */
  private static final int HUB = 8;

  private final Pool pool;
  private final Workspace scratch;

  Aggregation(Pool pool, Workspace scratch) {
    this.pool = pool;
    this.scratch = scratch;
  }

  void aggregate(Adjacency adjacency, RowSums sums, Matrix out, Write write) {
    int piece = RowPieces.entries(WORK, out.cols());
    int hub = Math.multiplyExact(HUB, piece);
    RowPieces.run(
        pool,
        adjacency,
        piece,
        (first, last) -> rows(adjacency, first, last, hub, sums, out, write));
    for (int r = 0; adjacency.longestRow() > hub && r < adjacency.numRows(); r++) {
      if (adjacency.rowPtr()[r + 1] - adjacency.rowPtr()[r] > hub) {
        hub(adjacency, r, piece, sums, out, write);
      }
    }
  }

  private static void rows(
      Adjacency adjacency, int first, int last, int hub, RowSums sums, Matrix out, Write write) {
    int[] ptr = adjacency.rowPtr();
    RowSums.Out into = new RowSums.Out(write);
    long width = 4L * out.cols();
    for (int r = first; r < last; r++) {
      if (ptr[r + 1] - ptr[r] <= hub) {
        into.address = out.address() + r * width;
        sums.sum(adjacency.col(), ptr[r], ptr[r + 1], adjacency.weight(), 0, into);
      }
    }
  }

  private void hub(Adjacency adjacency, int row, int piece, RowSums sums, Matrix out, Write write) {
    Workspace.Mark mark = scratch.mark();
    int begin = adjacency.rowPtr()[row];
    int arcs = adjacency.rowPtr()[row + 1] - begin;
    int parts = Pool.pieces(arcs, piece);
    Matrix partial = scratch.matrix(parts, out.cols());
    long width = 4L * out.cols();
    pool.run(
        arcs,
        piece,
        (from, to) -> {
          RowSums.Out into = new RowSums.Out(Write.SET);
          into.address = partial.address() + from / piece * width;
          int first = begin + (int) from;
          int last = begin + (int) to;
          sums.sum(adjacency.col(), first, last, adjacency.weight(), 0, into);
        });
    long at = out.address() + row * width;
    if (write == Write.SET) {
      Elementwise.clear(at, out.cols());
    }
    for (int p = 0; p < parts; p++) {
      Elementwise.axpy(1, partial.address() + p * width, at, out.cols());
    }
    scratch.reset(mark);
  }
}
