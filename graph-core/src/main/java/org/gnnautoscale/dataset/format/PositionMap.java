package org.gnnautoscale.dataset.format;

import java.util.Arrays;
import org.gnnautoscale.dataset.raw.Randomness;

/**
 * Gives numbers positions in the order in which they first occur: an open hash table.
 *
 * <p>At most 28 bytes a number. Not thread-safe.
 */
final class PositionMap {

  private long[] ids = new long[1024];
  private int size;
  private int[] slots = new int[4096];

  /** The position of a number, which is a new one at its first occurrence. */
  int of(long id) {
    int slot = slot(id);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    if (size == ids.length) {
      grow();
      slot = slot(id);
    }
    ids[size++] = id;
    slots[slot] = size;
    return size - 1;
  }

  /** The numbers by position. */
  long[] ids() {
    return Arrays.copyOf(ids, size);
  }

  private int slot(long id) {
    int mask = slots.length - 1;
    int slot = (int) Randomness.mix(id) & mask;
    while (slots[slot] != 0 && ids[slots[slot] - 1] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    if (size >= 1 << 28) {
      throw new IllegalArgumentException(
          "more than %d nodes: let Spark write the graph's tables instead".formatted(1 << 28));
    }
    ids = Arrays.copyOf(ids, 2 * size);
    slots = new int[4 * ids.length];
    for (int position = 0; position < size; position++) {
      slots[slot(ids[position])] = position + 1;
    }
  }
}
