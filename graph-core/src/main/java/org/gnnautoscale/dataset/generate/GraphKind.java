package org.gnnautoscale.dataset.generate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown kind '%s', expected one of: %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /** The names, as they are typed. */
  public static List<String> names() {
    return Arrays.stream(values()).map(GraphKind::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
