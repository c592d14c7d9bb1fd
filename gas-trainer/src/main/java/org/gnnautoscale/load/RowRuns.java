package org.gnnautoscale.load;

import java.util.Arrays;

/**
 * Goes through the rows of a batch in the order in which they are best read: as they stand where
 * the tables are in RAM, and in the order of their nodes where they are on disk.
 *
 * <p>There, each page is read once, however little RAM there is for pages, and in the order of the
 * file. While a window of rows is copied, the system reads the next one. For one thread.
 */
final class RowRuns {

  /** Rows asked for ahead: some MB of pages, and a deep queue for the disk. */
  private static final int WINDOW = 2048;

  private long[] order = {};

  /** Takes rows side by side of nodes side by side. */
  @FunctionalInterface
  interface Visitor {

    /** Copies so many rows. */
    void run(long firstNode, int firstRow, int rows);
  }

  /**
   * Goes through all rows.
   *
   * @param ids node of each row; the first {@code count} count
   */
  void each(long[] ids, int count, ReadAhead disk, Visitor visitor) {
    if (disk.isNeeded()) {
      eachByNode(ids, count, disk, visitor);
      return;
    }
    for (int from = 0; from < count; ) {
      int to = from + 1;
      while (to < count && ids[to] == ids[to - 1] + 1) {
        to++;
      }
      visitor.run(ids[from], from, to - from);
      from = to;
    }
  }

  private void eachByNode(long[] ids, int count, ReadAhead disk, Visitor visitor) {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(count);
    order = order.length >= count ? order : new long[SubgraphBuilder.grown(order.length, count)];
    for (int row = 0; row < count; row++) {
      order[row] = ids[row] << bits | row;
    }
    Arrays.sort(order, 0, count);
    boolean isRead = ask(0, Math.min(count, WINDOW), bits, disk);
    for (int from = 0; from < count; from += WINDOW) {
      int to = Math.min(count, from + WINDOW);
      boolean isNextRead = ask(to, Math.min(count, to + WINDOW), bits, disk);
      visit(from, to, bits, visitor);
      if (isRead) { // RAM seems to be scarce; else pages had better stay
        disk.doneWith(order[from] >> bits, (order[to - 1] >> bits) + 1);
      }
      isRead = isNextRead;
    }
  }

  private boolean ask(int from, int to, int bits, ReadAhead disk) {
    for (int i = from; i < to; i++) {
      long node = order[i] >> bits;
      disk.note(node, node + 1);
    }
    return disk.ask();
  }

  private void visit(int from, int to, int bits, Visitor visitor) {
    long step = (1L << bits) + 1; // the next row of the next node
    for (int first = from; first < to; ) {
      int next = first + 1;
      while (next < to && order[next] == order[next - 1] + step) {
        next++;
      }
      int row = (int) (order[first] & ((1L << bits) - 1));
      visitor.run(order[first] >> bits, row, next - first);
      first = next;
    }
  }
}
