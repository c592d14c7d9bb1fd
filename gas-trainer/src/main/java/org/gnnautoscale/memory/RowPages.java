package org.gnnautoscale.memory;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * Pages of a table on disk that scattered reads will touch, to be asked for before: each once
 * however many rows it has, neighbors and near neighbors by one call, and none that is in RAM.
 *
 * <p>A call costs more than a microsecond, also for a page that is in RAM; to see which ones are
 * costs some nanoseconds each. One bit a page of the table, on the heap. Borrows the table. For one
 * thread.
 */
public final class RowPages {

  /** Pages that are read rather than skipped: as long as one more access to the disk takes. */
  private static final int BRIDGE = 4;

  /** Of which the system is asked at once whether they are in RAM. */
  private static final int STRETCH = 1 << 16;

  private final Consumer<MemorySegment> reader;
  private final Consumer<MemorySegment> forgetter;
  private final MemorySegment table;
  private final long pageBytes = Linux.calls().map(Linux::pageBytes).orElse(4096L);
  private final BitSet wanted = new BitSet();

  /** Bytes of the table's first page that are before the table. */
  private final long before;

  /** Pages of an array that a region gave out. */
  public RowPages(Region region, MemorySegment table) {
    this(region::willNeed, region::doneWith, table);
  }

  /** Pages of an array that lies where a backing says, and that stay as long as they can. */
  public RowPages(Backing backing, MemorySegment table) {
    this(backing::willNeed, range -> {}, table);
  }

  private RowPages(
      Consumer<MemorySegment> reader, Consumer<MemorySegment> forgetter, MemorySegment table) {
    this.reader = reader;
    this.forgetter = forgetter;
    this.table = table;
    this.before = table.address() % pageBytes;
  }

  /** Notes bytes that will be read, counted from the beginning of the table. */
  public void add(long from, long to) {
    if (from < to) {
      wanted.set((int) ((before + from) / pageBytes), (int) ((before + to - 1) / pageBytes) + 1);
    }
  }

  /** Notes rows of a table, of which the first {@code count} count, and asks for them. */
  public void ask(long[] rows, int count, long rowBytes) {
    for (int i = 0; i < count; i++) {
      add(rows[i] * rowBytes, (rows[i] + 1) * rowBytes);
    }
    ask();
  }

  /** Lets the system begin to read what was noted, and forgets it; returns the number of calls. */
  public int ask() {
    Linux.calls().ifPresent(this::forgetResident);
    int calls = 0;
    for (int page = wanted.nextSetBit(0); page >= 0; ) {
      int end = endOfStretch(page);
      reader.accept(pages(page, end));
      calls++;
      page = wanted.nextSetBit(end);
    }
    wanted.clear();
    return calls;
  }

  /** Tells that bytes {@code from} up to but without {@code to} have been read. */
  public void doneWith(long from, long to) {
    forgetter.accept(table.asSlice(from, to - from));
  }

  private int endOfStretch(int page) {
    int end = wanted.nextClearBit(page);
    int next = wanted.nextSetBit(end);
    while (next >= 0 && next - end <= BRIDGE) {
      end = wanted.nextClearBit(next);
      next = wanted.nextSetBit(end);
    }
    return end;
  }

  private void forgetResident(Linux calls) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment resident = arena.allocate(STRETCH);
      int last = wanted.length();
      for (int from = wanted.nextSetBit(0); from >= 0; ) {
        int to = Math.min(last, from + STRETCH);
        if (calls.resident(pages(from, to), resident)) {
          forget(from, to, resident);
        }
        from = wanted.nextSetBit(to);
      }
    }
  }

  private void forget(int from, int to, MemorySegment resident) {
    for (int page = wanted.nextSetBit(from); page >= 0 && page < to; ) {
      if ((resident.get(JAVA_BYTE, page - from) & 1) != 0) {
        wanted.clear(page);
      }
      page = wanted.nextSetBit(page + 1);
    }
  }

  private MemorySegment pages(int from, int to) {
    long start = Math.max(0, from * pageBytes - before);
    long end = Math.min(table.byteSize(), to * pageBytes - before);
    return table.asSlice(start, end - start);
  }
}
