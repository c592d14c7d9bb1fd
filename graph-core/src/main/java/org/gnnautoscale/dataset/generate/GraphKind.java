package org.gnnautoscale.dataset.generate;

import java.util.Locale;
import org.gnnautoscale.io.EnumName;

/** The kinds of graphs that can be generated. */
public enum GraphKind {
  /** Communities of uneven sizes with hubs, with features and labels. */
  COMMUNITIES,
  /** Recursive matrix: heavy-tailed degrees and no communities. */
  RMAT,
  /** The lattice of a square. */
  GRID,
  /** Near points of the unit square. */
  GEOMETRIC,
  /** Many small graphs of six communities, with features, labels and roles by graph. */
  CLUSTER;

  /**
   * The kind of a name on the command line.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static GraphKind parse(String name) {
    return EnumName.parse("kind", values(), name);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
