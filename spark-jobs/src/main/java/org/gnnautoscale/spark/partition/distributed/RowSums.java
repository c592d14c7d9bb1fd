package org.gnnautoscale.spark.partition.distributed;

import java.util.Arrays;

/**
 * Sums by label for one row at a time: a hash table as large as the longest row asks for.
 *
 * <p>An array with a place for each label would take as much as the labels themselves in every
 * task. Labels come out in the order in which the row has them first, so nothing depends on the
 * size of the table.
 *
 * <pre>
 * 32 to 64 bytes for each neighbor of the longest row
 * </pre>
 */
final class RowSums {

  private static final int FREE = -1;
  private static final int GOLDEN = 0x9E3779B9;

  private final int[] label;
  private final long[] sum;
  private final int[] touched;
  private final int shift;
  private int size;

  /** Makes room for so many different labels. */
  RowSums(int most) {
    int bits = 33 - Integer.numberOfLeadingZeros(Math.max(1, most));
    this.label = new int[1 << bits];
    this.sum = new long[1 << bits];
    this.touched = new int[Math.max(1, most)];
    this.shift = 32 - bits;
    Arrays.fill(label, FREE);
  }

  /** For the rows of a block. */
  static RowSums of(RowBlock block) {
    return new RowSums(block.highestDegree());
  }

  /** Takes the sums of a row in place of those of the last one. */
  void sum(RowBlock block, int row, int[] labels) {
    clear();
    int[] col = block.col();
    int end = block.rowPtr()[row + 1];
    int[] weights = block.arcWeights();
    if (weights == null) {
      for (int a = block.rowPtr()[row]; a < end; a++) {
        add(labels[col[a]], 1);
      }
    } else {
      for (int a = block.rowPtr()[row]; a < end; a++) {
        add(labels[col[a]], weights[a]);
      }
    }
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      label[touched[i]] = FREE;
    }
    size = 0;
  }

  void add(int l, long weight) {
    int slot = slot(l);
    if (label[slot] == FREE) {
      label[slot] = l;
      sum[slot] = 0;
      touched[size++] = slot;
    }
    sum[slot] += weight;
  }

  private int slot(int l) {
    int slot = (l * GOLDEN) >>> shift;
    while (label[slot] != l && label[slot] != FREE) {
      slot = slot + 1 == label.length ? 0 : slot + 1;
    }
    return slot;
  }

  /** How many labels there are. */
  int size() {
    return size;
  }

  /** The i-th label. */
  int label(int i) {
    return label[touched[i]];
  }

  /** The sum of the i-th label. */
  long sum(int i) {
    return sum[touched[i]];
  }

  /** The sum of a label, 0 if the row does not have it. */
  long of(int l) {
    int slot = slot(l);
    return label[slot] == FREE ? 0 : sum[slot];
  }
}
