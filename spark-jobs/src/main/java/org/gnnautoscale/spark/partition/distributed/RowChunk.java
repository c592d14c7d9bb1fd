package org.gnnautoscale.spark.partition.distributed;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Rows of a coarse graph on their way through a shuffle, as far as one fine block knows them.
 *
 * <pre>
 * row     int32 [rows]   coarse ids, ascending
 * end     int32 [rows]   where each row ends
 * col     int32 [arcs]   coarse neighbors, each once in a row
 * weight  int32 [arcs]
 * </pre>
 */
final class RowChunk implements Serializable {

  private static final long serialVersionUID = 1L;

  final int[] row;
  final int[] end;
  final int[] col;
  final int[] weight;

  private RowChunk(int[] row, int[] end, int[] col, int[] weight) {
    this.row = row;
    this.end = end;
    this.col = col;
    this.weight = weight;
  }

  /** The weight of an arc from a sum; past an int weights are all the same, too heavy to cut. */
  static int weight(long sum) {
    return (int) Math.min(sum, Integer.MAX_VALUE);
  }

  /** Gathers rows. */
  static final class Builder {

    private int[] row = new int[16];
    private int[] end = new int[16];
    private int[] col = new int[64];
    private int[] weight = new int[64];
    private int rows;
    private int arcs;

    /** Adds a row: all sums but that of the row itself; one without any is left out. */
    void add(int id, RowSums sums) {
      int begin = arcs;
      ensure(sums.size());
      for (int i = 0; i < sums.size(); i++) {
        if (sums.label(i) != id) {
          col[arcs] = sums.label(i);
          weight[arcs++] = weight(sums.sum(i));
        }
      }
      if (arcs > begin) {
        row[rows] = id;
        end[rows++] = arcs;
      }
    }

    private void ensure(int more) {
      if (rows == row.length) {
        row = Arrays.copyOf(row, 2 * rows);
        end = Arrays.copyOf(end, 2 * rows);
      }
      if (arcs + more > col.length) {
        int length = Math.max(arcs + more, 2 * arcs);
        col = Arrays.copyOf(col, length);
        weight = Arrays.copyOf(weight, length);
      }
    }

    boolean isEmpty() {
      return rows == 0;
    }

    RowChunk build() {
      return new RowChunk(
          Arrays.copyOf(row, rows),
          Arrays.copyOf(end, rows),
          Arrays.copyOf(col, arcs),
          Arrays.copyOf(weight, arcs));
    }
  }
}
