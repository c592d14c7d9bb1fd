package org.gnnautoscale.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Large blocks straight from the kernel, so that {@code madvise(MADV_HUGEPAGE)} comes before the
 * first touch: memory of an {@link Arena} is zeroed, and thereby backed by small pages, before
 * anybody can ask. Elsewhere than on Linux an ordinary block is good enough.
 */
final class HugePages {

  /** Size and alignment of a huge page on x86-64 and, with 4 KiB base pages, on arm64. */
  static final long BYTES = 2L << 20;

  /** {@code -Dgas.hugePages=false} does without, to see what they are worth. */
  private static final boolean WANTED =
      Boolean.parseBoolean(System.getProperty("gas.hugePages", "true"));

  private HugePages() {}

  /** Zeroed memory of any size that lives until {@code arena} is closed. */
  static MemorySegment allocate(long bytes, Arena arena) {
    return Linux.calls().isPresent()
        ? map(Linux.calls().get(), bytes, arena)
        : arena.allocate(bytes, OffHeap.CACHE_LINE);
  }

  @SuppressWarnings("restricted") // the kernel gives an address, which has no size of its own
  private static MemorySegment map(Linux calls, long bytes, Arena arena) {
    // one page more, so that the block can begin on a huge page
    long mapped = Math.addExact(bytes, BYTES);
    MemorySegment start = calls.mapAnonymous(mapped);
    long skip = Math.floorMod(-start.address(), BYTES);
    MemorySegment block =
        MemorySegment.ofAddress(start.address() + skip)
            .reinterpret(bytes, arena, unused -> calls.unmap(start, mapped));
    if (WANTED) {
      calls.advise(block, Linux.HUGE_PAGE); // where the kernel has none, small ones serve
    }
    return block;
  }
}
