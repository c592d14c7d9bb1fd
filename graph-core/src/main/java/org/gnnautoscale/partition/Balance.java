package org.gnnautoscale.partition;

import java.util.Locale;
import org.gnnautoscale.io.EnumName;

/** What parts are made to have equally much of. */
public enum Balance {
  /** Nodes: the rows of features and histories that a part has. */
  NODES,

  /**
   * The messages of a layer: for each node one from each neighbor (of a directed graph: along each
   * edge that leads to it) and one from itself.
   */
  EDGES,

  /** Nodes of the training set, the first one if there are several splits. */
  TRAIN;

  /**
   * The unit of a name on the command line.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Balance parse(String name) {
    return EnumName.parse("balance", values(), name);
  }

  /** What is counted, in words. */
  public String unit() {
    return switch (this) {
      case NODES -> "nodes";
      case EDGES -> "messages";
      case TRAIN -> "training nodes";
    };
  }

  /** As it is written on the command line and in manifests. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
