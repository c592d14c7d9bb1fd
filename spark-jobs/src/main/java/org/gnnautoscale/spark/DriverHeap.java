package org.gnnautoscale.spark;

import org.gnnautoscale.partition.MultilevelKWay;

/** What partitioning takes of the driver's heap. */
public final class DriverHeap {

  /** What Spark itself takes on a driver, measured on small graphs. */
  private static final long SPARK_BYTES = 256L << 20;

  private DriverHeap() {}

  /** Heap in use at most: the pairs beside the rows that are built of them, or partitioning. */
  public static long bytes(long nodes, long edges) {
    long ids = 8 * nodes;
    long nodeWeights = 4 * nodes;
    long rows = 8 * edges + 4 * nodes;
    long building = 16 * edges + 4 * nodes;
    long partitioning = MultilevelKWay.estimatedBytes(nodes, 2 * edges);
    return SPARK_BYTES + ids + nodeWeights + rows + Math.max(building, partitioning);
  }

  /** The same if edges have weights, which rows have too, and sorted rows. */
  public static long weightedBytes(long nodes, long edges) {
    return bytes(nodes, edges) + 8 * edges + MultilevelKWay.weightBytes(2 * edges);
  }

  /**
   * Compares with the heap of this process.
   *
   * @throws IllegalArgumentException if it is too small
   */
  public static void require(long needed) {
    require(needed, Runtime.getRuntime().maxMemory());
  }

  /**
   * Compares with a heap of some size.
   *
   * @throws IllegalArgumentException if it is too small
   */
  public static void require(long needed, long heap) {
    if (needed > heap) {
      throw new IllegalArgumentException(
          """
          partitioning needs %s of heap on the driver, which has %s
            fix      set GAS_HEAP=%3$dg, or give spark-submit --driver-memory %3$dg; or
                     lower --driver-nodes and --driver-edges"""
              .formatted(gibibytes(needed), gibibytes(heap), ((needed * 5 / 4) >> 30) + 1));
    }
  }

  /** For people. */
  public static String gibibytes(long bytes) {
    return "%.1f GiB".formatted(bytes / (double) (1L << 30));
  }
}
