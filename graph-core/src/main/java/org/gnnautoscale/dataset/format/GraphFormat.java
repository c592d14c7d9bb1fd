package org.gnnautoscale.dataset.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.gnnautoscale.io.EnumName;

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
  METIS,
  /** An edge list in CSV, features in JSON and targets in CSV, as MUSAE publishes them. */
  MUSAE,
  /** An edge list in CSV and lists of labels in JSON, as GEMSEC publishes them. */
  GEMSEC,
  /** Matrices in a MAT-file of version 5. */
  MAT,
  /** Three sets of graphs, to train, validate and test: node-link JSON beside arrays. */
  PPI,
  /** A directory with {@code adj_full.npz}, {@code class_map.json} and {@code role.json}. */
  GRAPHSAINT,
  /** A directory of the Open Graph Benchmark, with {@code raw} and {@code split} in it. */
  OGB,
  /** A directory with {@code data.json}, as Wiki-CS is published. */
  WIKICS;

  /**
   * The format of a name on the command line.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static GraphFormat parse(String name) {
    return EnumName.parse("format", values(), name);
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
      case MUSAE -> new MusaeReader();
      case GEMSEC -> new GemsecReader();
      case MAT -> new MatReader();
      case PPI -> new PpiReader();
      case GRAPHSAINT -> new GraphSaintReader();
      case OGB -> new OgbReader();
      case WIKICS -> new WikicsReader();
    };
  }

  /** What the format can be told beside the path of its input. */
  public Set<SourceOption> options() {
    return switch (this) {
      case PLANETOID, NPZ, NUMPY, CSV, SNAP, METIS, PPI, GRAPHSAINT, OGB -> Set.of();
      case MUSAE ->
          Set.of(
              SourceOption.FEATURES_FILE,
              SourceOption.TARGET_FILE,
              SourceOption.ID_COLUMN,
              SourceOption.LABEL_COLUMN);
      case GEMSEC -> Set.of(SourceOption.TARGET_FILE);
      case MAT ->
          Set.of(SourceOption.NETWORK_KEY, SourceOption.LABEL_KEY, SourceOption.FEATURES_KEY);
      case WIKICS -> Set.of(SourceOption.VAL_KEY);
    };
  }

  /**
   * Checks that every option given is one of the format.
   *
   * @throws IllegalArgumentException if one is not
   */
  public void require(SourceOptions given) {
    for (SourceOption option : given.all()) {
      if (!options().contains(option)) {
        List<GraphFormat> takers =
            Arrays.stream(values()).filter(format -> format.options().contains(option)).toList();
        throw new IllegalArgumentException(
            "the format %s has no %s; it is an option of %s"
                .formatted(this, option, takers.toString().replaceAll("[\\[\\]]", "")));
      }
    }
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
