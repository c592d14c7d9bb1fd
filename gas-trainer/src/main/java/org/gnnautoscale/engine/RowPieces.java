package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Pool;

/** The rows of an adjacency, cut into pieces of about equally many entries. */
final class RowPieces {

  private RowPieces() {}

  /** Computes rows {@code first} up to but without {@code last}. */
  @FunctionalInterface
  interface Range {
    void compute(int first, int last);
  }

  /** Entries of a piece whose work on each is {@code width} values. */
  static int entries(int work, int width) {
    return Math.max(64, work / Math.max(1, width));
  }

  static void run(Pool pool, Adjacency adjacency, int piece, Range range) {
    long work = (long) adjacency.numArcs() + adjacency.numRows();
    pool.run(
        work,
        piece,
        (from, to) -> {
          int first = firstRow(adjacency, from);
          int last = to == work ? adjacency.numRows() : firstRow(adjacency, to);
          range.compute(first, last);
        });
  }

  /** The first row before which there are at least {@code work} entries and rows. */
  private static int firstRow(Adjacency adjacency, long work) {
    int[] ptr = adjacency.rowPtr();
    int low = 0;
    int high = adjacency.numRows();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if ((long) ptr[middle] + middle < work) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
