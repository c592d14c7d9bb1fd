package org.gnnautoscale.memory;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.Optional;

/**
 * Large blocks straight from the kernel, so that {@code madvise(MADV_HUGEPAGE)} comes before the
 * first touch: memory of an {@link Arena} is zeroed, and thereby backed by small pages, before
 * anybody can ask. Elsewhere than on Linux an ordinary block is good enough.
 */
@SuppressWarnings("restricted") // calling the kernel is what this class is for
final class HugePages {

  /** Size and alignment of a huge page on x86-64 and, with 4 KiB base pages, on arm64. */
  static final long BYTES = 2L << 20;

  // mmap(2) and madvise(2), Linux values: the same on all its architectures that JDK 25 runs on
  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int MADV_HUGEPAGE = 14;

  private static final Optional<Calls> CALLS = link();

  private HugePages() {}

  /** Zeroed memory of any size that lives until {@code arena} is closed. */
  static MemorySegment allocate(long bytes, Arena arena) {
    return CALLS.isPresent()
        ? CALLS.get().map(bytes, arena)
        : arena.allocate(bytes, OffHeap.CACHE_LINE);
  }

  private static Optional<Calls> link() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    return Optional.of(
        new Calls(
            handle("mmap", ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG),
            handle("munmap", JAVA_INT, ADDRESS, JAVA_LONG),
            handle("madvise", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT)));
  }

  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private record Calls(MethodHandle mmap, MethodHandle munmap, MethodHandle madvise) {

    MemorySegment map(long bytes, Arena arena) {
      // one page more, so that the block can begin on a huge page
      long mapped = Math.addExact(bytes, BYTES);
      MemorySegment start = mapAnonymous(mapped);
      long skip = Math.floorMod(-start.address(), BYTES);
      MemorySegment block =
          MemorySegment.ofAddress(start.address() + skip)
              .reinterpret(bytes, arena, unused -> unmap(start, mapped));
      advise(block, bytes);
      return block;
    }

    private MemorySegment mapAnonymous(long bytes) {
      MemorySegment start;
      try {
        start =
            (MemorySegment)
                mmap.invokeExact(
                    MemorySegment.NULL, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
      } catch (Throwable e) {
        throw new LinkageError("mmap cannot be called", e);
      }
      if (start.address() == -1) {
        throw new OutOfMemoryError("no %,d bytes of off-heap memory".formatted(bytes));
      }
      return start;
    }

    /** A hint: where the kernel has no huge pages, small ones serve. */
    private void advise(MemorySegment block, long bytes) {
      try {
        int ignored = (int) madvise.invokeExact(block, bytes, MADV_HUGEPAGE);
      } catch (Throwable e) {
        throw new LinkageError("madvise cannot be called", e);
      }
    }

    private void unmap(MemorySegment start, long bytes) {
      try {
        int unused = (int) munmap.invokeExact(start, bytes);
      } catch (Throwable e) {
        throw new LinkageError("munmap cannot be called", e);
      }
    }
  }
}
