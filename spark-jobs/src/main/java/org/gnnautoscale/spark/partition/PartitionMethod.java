package org.gnnautoscale.spark.partition;

import java.util.Locale;

/** How nodes are assigned to parts. */
public enum PartitionMethod {
  /** Multilevel k-way: few edges between parts; on the driver, or on Spark if that is too small. */
  METIS,

  /** The same, its first rounds on Spark in any case. */
  SPARK,

  /** Parts of equal size, drawn at random: the comparison for every other method. */
  RANDOM;

  /** As it is written on the command line and in manifests. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
