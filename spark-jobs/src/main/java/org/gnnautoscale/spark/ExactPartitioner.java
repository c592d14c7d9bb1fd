package org.gnnautoscale.spark;

import org.apache.spark.Partitioner;
import org.jspecify.annotations.Nullable;

/** Sends a key, an int from 0, to the partition of that number. */
public final class ExactPartitioner extends Partitioner {

  private static final long serialVersionUID = 1L;

  private final int partitions;

  /** For keys below that number. */
  public ExactPartitioner(int partitions) {
    this.partitions = partitions;
  }

  @Override
  public int numPartitions() {
    return partitions;
  }

  @Override
  public int getPartition(Object key) {
    return (Integer) key;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExactPartitioner exact && exact.partitions == partitions;
  }

  @Override
  public int hashCode() {
    return partitions;
  }
}
