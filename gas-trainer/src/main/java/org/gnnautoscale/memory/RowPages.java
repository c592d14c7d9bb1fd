package org.gnnautoscale.memory;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/**
 * Pages of a table on disk that scattered reads will touch, to be asked for before: neighboring
 * pages by one call, and each once however many rows it has.
 *
 * <p>One bit a page of the table, on the heap. Borrows the region. For one thread.
 */
public final class RowPages {

  /** The smallest there are; larger ones are asked for several times, which costs little. */
  private static final long PAGE_BYTES = 4096;

  private final Region region;
  private final MemorySegment table;
  private final BitSet wanted = new BitSet();

  /** Pages of an array that a region gave out. */
  public RowPages(Region region, MemorySegment table) {
    this.region = region;
    this.table = table;
  }

  /** Notes bytes that will be read, counted from the beginning of the table. */
  public void add(long from, long to) {
    long start = table.address() % PAGE_BYTES;
    if (from < to) {
      wanted.set((int) ((start + from) / PAGE_BYTES), (int) ((start + to - 1) / PAGE_BYTES) + 1);
    }
  }

  /** Lets the system begin to read what was noted, and forgets it; returns the number of calls. */
  public int ask() {
    long start = table.address() % PAGE_BYTES;
    int calls = 0;
    for (int page = wanted.nextSetBit(0); page >= 0; ) {
      int end = wanted.nextClearBit(page);
      long from = Math.max(0, page * PAGE_BYTES - start);
      long to = Math.min(table.byteSize(), end * PAGE_BYTES - start);
      region.willNeed(table.asSlice(from, to - from));
      wanted.clear(page, end);
      calls++;
      page = wanted.nextSetBit(end);
    }
    return calls;
  }
}
