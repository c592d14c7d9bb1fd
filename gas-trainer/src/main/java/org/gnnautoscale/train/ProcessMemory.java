package org.gnnautoscale.train;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.gnnautoscale.memory.OffHeap;

/** Memory of this process and of its machine, as the operating system counts it. */
public final class ProcessMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PEAK = "VmHWM:";

  private ProcessMemory() {}

  /**
   * The most that the process has taken: of everything since it began, of the others since {@link
   * #restart}.
   *
   * @param resident of everything, in RAM
   * @param heap touched by objects on the Java heap; a space that has been filled once stays in RAM
   * @param offHeap allocated beside it, by the trainer
   * @param disk of files mapped as memory, in RAM or not
   */
  public record Peaks(long resident, long heap, long offHeap, long disk) {

    static Peaks now() {
      return new Peaks(peakBytes(), heapBytes(), OffHeap.peakBytes(), OffHeap.peakDiskBytes());
    }

    /** Before a job, so that others of the process do not count. */
    static void restart() {
      OffHeap.restartPeaks();
      heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long heapBytes() {
      return heapPools().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static Stream<MemoryPoolMXBean> heapPools() {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP);
    }
  }

  /** Largest resident memory so far; where Linux's /proc is absent, the heap and all off it. */
  public static long peakBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(PEAK)) {
          return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      return estimate();
    }
    return estimate();
  }

  /** Memory of the machine, or of the container that the process is in. */
  public static long machineBytes() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static long estimate() {
    return Runtime.getRuntime().totalMemory() + OffHeap.peakBytes();
  }
}
