package org.gnnautoscale.history;

import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.memory.RowTable;

/** How a value of a history is stored. */
public enum HistoryType {
  /** As it was computed. */
  FP32(4) {
    @Override
    RowTable zeros(long rows, int cols, Region memory) {
      return memory.matrix(rows, cols);
    }
  },
  /** Rounded to 11 significant bits: half the memory. */
  FP16(2) {
    @Override
    RowTable zeros(long rows, int cols, Region memory) {
      return Halves.over(memory.allocate(Halves.bytes(rows, cols)), rows, cols);
    }
  };

  private final int bytes;

  HistoryType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one value. */
  public int bytes() {
    return bytes;
  }

  abstract RowTable zeros(long rows, int cols, Region memory);
}
