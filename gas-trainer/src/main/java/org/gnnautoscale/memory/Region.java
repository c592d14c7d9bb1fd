package org.gnnautoscale.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/**
 * Off-heap memory for arrays of any type that live and die together, such as a loaded graph's.
 *
 * <p>Owns what it gave out until {@link #close}. Give out from one thread at a time; the memory
 * itself may be read by all.
 */
public final class Region implements AutoCloseable {

  private final Arena arena = Arena.ofShared();
  private final List<MemorySegment> blocks = new ArrayList<>();

  /** Zeroed memory that begins on a cache line. */
  public MemorySegment allocate(long bytes) {
    MemorySegment block = OffHeap.allocate(bytes, arena);
    blocks.add(block);
    return block.asSlice(0, bytes);
  }

  /** Bytes given out. */
  public long bytes() {
    return blocks.stream().mapToLong(MemorySegment::byteSize).sum();
  }

  /** Gives all of it back; a second call does nothing. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      blocks.forEach(OffHeap::released);
      arena.close();
    }
  }
}
