package org.gnnautoscale.dataset.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The public formats that can be imported. */
public enum GraphFormat {
  /** The pickles of Yang et al.: a directory and the name of the data set in it. */
  PLANETOID,
  /** One npz archive, in the sparse (gnn-benchmark) or dense (Yandex) layout. */
  NPZ,
  /** A directory with {@code edge_index.npy}, {@code x.npy}, {@code y.npy} and masks. */
  NUMPY,
  /** A directory with {@code edges.csv} and {@code nodes.csv}. */
  CSV,
  /** An edge list, perhaps compressed with gzip. */
  SNAP,
  /** A METIS graph file. */
  METIS;

  /**
   * The format of a name on the command line.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static GraphFormat parse(String name) {
    return Arrays.stream(values())
        .filter(format -> format.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown format '%s', expected one of: %s"
                        .formatted(name, String.join(", ", names()))));
  }

  /** What reads the format. */
  public GraphReader reader() {
    return switch (this) {
      case PLANETOID -> new PlanetoidReader();
      case NPZ -> new NpzReader();
      case NUMPY -> new NumpyReader();
      case CSV -> new CsvReader();
      case SNAP -> new SnapReader();
      case METIS -> new MetisReader();
    };
  }

  /** The names, as they are typed. */
  public static List<String> names() {
    return Arrays.stream(values()).map(GraphFormat::toString).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
