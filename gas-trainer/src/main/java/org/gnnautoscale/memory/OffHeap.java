package org.gnnautoscale.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All off-heap memory of the trainer, counted.
 *
 * <p>What is backed by a file is counted apart: it need not be in RAM. Blocks are zeroed, begin on
 * a cache line, and end with one that nobody uses. Large ones are asked for as huge pages, which
 * are worth a quarter of the time of kernels that read rows in random order.
 *
 * <p>Thread-safe.
 */
public final class OffHeap {

  /** Alignment of every block, in bytes. */
  static final long CACHE_LINE = 64;

  private static final AtomicLong LIVE = new AtomicLong();
  private static final AtomicLong PEAK = new AtomicLong();
  private static final AtomicLong DISK = new AtomicLong();
  private static final AtomicLong DISK_PEAK = new AtomicLong();

  private static final MemorySegment EVERYTHING = everywhere();

  private OffHeap() {}

  /**
   * The whole address space, for kernels that know the {@linkplain Matrix#address addresses} of
   * their rows.
   *
   * <p>A vector access through a constant segment that begins at 0 and never ends needs no test of
   * bounds or of life time in the loop. Kernels check the shapes of their matrices beforehand.
   */
  public static MemorySegment everything() {
    return EVERYTHING;
  }

  /** Bytes in RAM allocated and not yet given back. */
  public static long liveBytes() {
    return LIVE.get();
  }

  /** The most that {@link #liveBytes} has been since the process or {@link #restartPeaks} began. */
  public static long peakBytes() {
    return PEAK.get();
  }

  /** Bytes of files that are mapped as memory, and not yet given back. */
  public static long diskBytes() {
    return DISK.get();
  }

  /** The most that {@link #diskBytes} has been since then. */
  public static long peakDiskBytes() {
    return DISK_PEAK.get();
  }

  /** Forgets the peaks: they are what is allocated now, until there is more. */
  public static void restartPeaks() {
    PEAK.set(LIVE.get());
    DISK_PEAK.set(DISK.get());
  }

  /** Counts bytes of a file that was mapped, or, if negative, given back. */
  static void onDisk(long bytes) {
    DISK_PEAK.accumulateAndGet(DISK.addAndGet(bytes), Math::max);
  }

  /** Zeroed memory that lives until {@code arena} is closed. */
  static MemorySegment allocate(long bytes, Arena arena) {
    MemorySegment block = reserve(bytes, arena);
    used(block.byteSize());
    return block;
  }

  /** The same; the caller counts it {@linkplain #used as it is used}: the system, too, waits. */
  static MemorySegment reserve(long bytes, Arena arena) {
    // kernels read whole vectors, and may read beyond the last value
    long size = Math.addExact(bytes, CACHE_LINE);
    return size >= HugePages.BYTES
        ? HugePages.allocate(size, arena)
        : arena.allocate(size, CACHE_LINE);
  }

  /** Counts bytes that are in use now, or, if negative, are given back. */
  static void used(long bytes) {
    PEAK.accumulateAndGet(LIVE.addAndGet(bytes), Math::max);
  }

  /** Counts a block as given back; the caller closes its arena. */
  static void released(MemorySegment block) {
    LIVE.addAndGet(-block.byteSize());
  }

  @SuppressWarnings("restricted") // see everything()
  private static MemorySegment everywhere() {
    return MemorySegment.NULL.reinterpret(Long.MAX_VALUE);
  }
}
