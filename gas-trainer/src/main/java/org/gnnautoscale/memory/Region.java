package org.gnnautoscale.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory for arrays of any type that live and die together, such as a loaded graph's: in
 * RAM, or in a temporary file on a disk.
 *
 * <p>What is on disk is read when it is touched, page by page, and stays in RAM as long as nobody
 * else needs that. It may therefore be larger than the RAM; {@link #willNeed} lets the reading
 * overlap with other work. Nothing is left of the file, however the process ends.
 *
 * <p>Owns what it gave out until {@link #close}. Give out from one thread at a time; the memory
 * itself may be read by all.
 */
public final class Region implements AutoCloseable {

  /** The window that Linux has for a disk, if nobody sets another one. */
  private static final long READ_AHEAD = 128 << 10;

  private final Arena arena = Arena.ofShared();
  private final List<MemorySegment> blocks = new ArrayList<>();
  private final @Nullable MemorySegment file;
  private long used;

  /** Memory in RAM, of any size. */
  public Region() {
    this.file = null;
  }

  private Region(Path directory, long bytes) throws IOException {
    try {
      // one line more, as in RAM: kernels may read beyond the last value
      MemorySegment mapped =
          MappedFile.map(directory, Math.addExact(bytes, OffHeap.CACHE_LINE), arena);
      this.file = mapped.asSlice(0, bytes);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
    OffHeap.onDisk(bytes);
    Linux.calls().ifPresent(calls -> calls.advise(file, Linux.RANDOM));
  }

  /**
   * Memory in a temporary file, which takes its room on the disk at once.
   *
   * @param directory of a local file system
   * @param bytes all that can be given out: the sum of {@link #room} of what will be
   * @throws IOException if the disk has no room for them, or there is no such directory
   */
  public static Region onDisk(Path directory, long bytes) throws IOException {
    return new Region(directory, Math.max(bytes, OffHeap.CACHE_LINE));
  }

  /** Bytes of a region that an array takes. */
  public static long room(long bytes) {
    return Math.addExact(bytes, -bytes & (OffHeap.CACHE_LINE - 1));
  }

  /**
   * Zeroed memory that begins on a cache line.
   *
   * @throws IllegalStateException if the region is on disk and has been given out
   */
  public MemorySegment allocate(long bytes) {
    return file == null ? inRam(bytes) : onDisk(file, bytes);
  }

  private MemorySegment inRam(long bytes) {
    MemorySegment block = OffHeap.allocate(bytes, arena);
    blocks.add(block);
    used += block.byteSize();
    return block.asSlice(0, bytes);
  }

  private MemorySegment onDisk(MemorySegment all, long bytes) {
    long left = all.byteSize() - used;
    if (bytes > left) {
      throw new IllegalStateException(
          "region of %,d bytes has %,d left, asked for %,d".formatted(all.byteSize(), left, bytes));
    }
    MemorySegment block = all.asSlice(used, bytes);
    used = Math.min(all.byteSize(), used + room(bytes));
    return block;
  }

  /** A matrix of zeros, which lives as long as the region. */
  public Matrix matrix(long rows, int cols) {
    return Matrix.over(allocate(Math.multiplyExact(4 * rows, (long) cols)), rows, cols);
  }

  /** Whether it is in a file. */
  public boolean isOnDisk() {
    return file != null;
  }

  /**
   * Lets the system begin to read what will soon be touched; returns at once. Does nothing in RAM.
   *
   * @param range of this region
   */
  public void willNeed(MemorySegment range) {
    if (file != null) {
      readAhead(range);
    }
  }

  /**
   * Tells that nobody will touch a range for a while: where RAM is scarce, the system takes its
   * pages with little effort. Nothing is lost. Does nothing in RAM.
   *
   * @param range of this region
   */
  public void doneWith(MemorySegment range) {
    if (file != null && range.byteSize() > 0) {
      Linux.calls().ifPresent(calls -> calls.advise(range, Linux.DONT_NEED));
    }
  }

  /** Asks in pieces: the kernel cuts off what goes beyond its window for reading ahead. */
  static void readAhead(MemorySegment range) {
    Linux.calls()
        .ifPresent(
            calls -> {
              long bytes = range.byteSize();
              for (long from = 0; from < bytes; from += READ_AHEAD) {
                long length = Math.min(READ_AHEAD, bytes - from);
                calls.advise(range.asSlice(from, length), Linux.WILL_NEED);
              }
            });
  }

  /** Bytes given out. */
  public long bytes() {
    return used;
  }

  /** Gives all of it back; a second call does nothing. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      blocks.forEach(OffHeap::released);
      if (file != null) {
        OffHeap.onDisk(-file.byteSize());
      }
      arena.close();
    }
  }
}
