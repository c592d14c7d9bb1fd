package org.gnnautoscale.spark.partition;

import java.util.Locale;
import org.gnnautoscale.io.EnumName;

/** How nodes are assigned to parts. */
public enum PartitionMethod {
  /** Multilevel k-way: few edges between parts; on the driver, or on Spark if that is too small. */
  METIS,

  /** The same, its first rounds on Spark in any case. */
  SPARK,

  /** Parts of equal size, drawn at random: the comparison for every other method. */
  RANDOM;

  /**
   * The method of a name on the command line.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static PartitionMethod parse(String name) {
    return EnumName.parse("method", values(), name);
  }

  /** As it is written on the command line and in manifests. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
