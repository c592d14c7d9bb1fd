package org.gnnautoscale.spark;

import java.util.Iterator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/**
 * Bounds on what one task holds or one result brings.
 *
 * <p>A task's result must stay far below {@code spark.driver.maxResultSize}, which a cluster may
 * set as low as 64 MiB; arrays for the driver are therefore dealt out to pieces of {@value #BYTES}
 * bytes, and fetched one piece at a time.
 */
public final class Pieces {

  /** Aim for the bytes of one piece. */
  public static final long BYTES = 8L << 20;

  private Pieces() {}

  /** How many pieces so many bytes make, at least 1. */
  public static int forBytes(long bytes) {
    return Math.toIntExact(Math.max(1, (bytes + BYTES - 1) / BYTES));
  }

  /** Brings arrays that are dealt out to pieces to the driver, one piece at a time. */
  public static <T> Iterator<T> toDriver(JavaPairRDD<Integer, T> chunks, int pieces) {
    return toDriver(chunks.partitionBy(new ExactPartitioner(pieces)).values());
  }

  /** Brings the partitions of a data set to the driver, one at a time. */
  public static <T> Iterator<T> toDriver(JavaRDD<T> partitions) {
    return partitions.toLocalIterator();
  }
}
