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
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * The calls of the operating system that the JDK has no words for; elsewhere than on Linux there
 * are none, and callers do without. All numbers are the same on each of its 64-bit architectures.
 */
@SuppressWarnings("restricted") // calling the kernel is what this class is for
final class Linux {

  /** Pages will be read in random order: no reading ahead. */
  static final int RANDOM = 1;

  /** Pages are to be read in the background. */
  static final int WILL_NEED = 3;

  /** Pages of a file leave the address space; what is in them stays. */
  static final int DONT_NEED = 4;

  /** Huge pages, please. */
  static final int HUGE_PAGE = 14;

  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int O_RDWR = 2;
  private static final int EINTR = 4;

  private static final Optional<Linux> CALLS =
      isLinux() ? Optional.of(new Linux()) : Optional.empty();

  private final Linker linker = Linker.nativeLinker();
  private final MethodHandle mmap =
      call(
          "mmap",
          FunctionDescriptor.of(
              ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
  private final MethodHandle munmap = call("munmap", ints(ADDRESS, JAVA_LONG));
  private final MethodHandle madvise = call("madvise", ints(ADDRESS, JAVA_LONG, JAVA_INT));
  private final MethodHandle mincore = call("mincore", ints(ADDRESS, JAVA_LONG, ADDRESS));
  private final MethodHandle open =
      call("open", ints(ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
  private final MethodHandle close = call("close", ints(JAVA_INT));
  private final MethodHandle fallocate =
      call("posix_fallocate", ints(JAVA_INT, JAVA_LONG, JAVA_LONG));
  private final long pageBytes = pageSize(call("getpagesize", ints()));

  private Linux() {}

  static Optional<Linux> calls() {
    return CALLS;
  }

  /** Zeroed memory that is in no file; it begins on a page. */
  MemorySegment mapAnonymous(long bytes) {
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

  void unmap(MemorySegment start, long bytes) {
    try {
      int ignored = (int) munmap.invokeExact(start, bytes);
    } catch (Throwable e) {
      throw new LinkageError("munmap cannot be called", e);
    }
  }

  /** A hint for all pages that the segment touches; what the kernel cannot do, it leaves. */
  void advise(MemorySegment segment, int advice) {
    long from = segment.address() & -pageBytes;
    long bytes = segment.address() + segment.byteSize() - from;
    try {
      int ignored = (int) madvise.invokeExact(MemorySegment.ofAddress(from), bytes, advice);
    } catch (Throwable e) {
      throw new LinkageError("madvise cannot be called", e);
    }
  }

  /**
   * Which of the pages that a segment touches are in RAM: a byte each, whose lowest bit says so.
   *
   * @param into as many bytes as there are pages, off the heap
   * @return whether the system told
   */
  boolean resident(MemorySegment segment, MemorySegment into) {
    long from = segment.address() & -pageBytes;
    long bytes = segment.address() + segment.byteSize() - from;
    try {
      return (int) mincore.invokeExact(MemorySegment.ofAddress(from), bytes, into) == 0;
    } catch (Throwable e) {
      throw new LinkageError("mincore cannot be called", e);
    }
  }

  /** Bytes of a page. */
  long pageBytes() {
    return pageBytes;
  }

  /** A number for a file that exists, negative if it cannot be opened; to be closed. */
  int open(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      return (int) open.invokeExact(arena.allocateFrom(file.toString()), O_RDWR);
    } catch (Throwable e) {
      throw new LinkageError("open cannot be called", e);
    }
  }

  /** Takes room on the disk for an open file; 0, or the system's number of what went wrong. */
  int reserve(int file, long bytes) {
    try {
      int error;
      do {
        error = (int) fallocate.invokeExact(file, 0L, bytes);
      } while (error == EINTR);
      return error;
    } catch (Throwable e) {
      throw new LinkageError("posix_fallocate cannot be called", e);
    }
  }

  void close(int file) {
    try {
      int ignored = (int) close.invokeExact(file);
    } catch (Throwable e) {
      throw new LinkageError("close cannot be called", e);
    }
  }

  private static long pageSize(MethodHandle call) {
    try {
      return (int) call.invokeExact();
    } catch (Throwable e) {
      throw new LinkageError("getpagesize cannot be called", e);
    }
  }

  private MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type, options);
  }

  private static FunctionDescriptor ints(MemoryLayout... arguments) {
    return FunctionDescriptor.of(JAVA_INT, arguments);
  }

  private static boolean isLinux() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
  }
}
