package org.gnnautoscale.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.memory.Backing;
import org.gnnautoscale.store.Store;

/**
 * Where a run keeps what its settings want on disk, in temporary files that nobody sees.
 *
 * @param path a directory of a local file system
 */
public record WorkDirectory(Path path) {

  private static final String LOCAL = "file";

  /**
   * The one that the settings name, else where the RUN will be.
   *
   * @param run address of the RUN
   * @throws IllegalArgumentException if the settings name one that cannot be used
   */
  public static WorkDirectory of(TrainConfig config, org.apache.hadoop.fs.Path run) {
    String set = config.workDirectory();
    return new WorkDirectory(set.isEmpty() ? beside(run) : usable(set));
  }

  /** For a RUN that is there: it may have come from another machine, so anything will do. */
  public static WorkDirectory of(RunDirectory run) {
    try {
      return of(run.config(), run.directory());
    } catch (IllegalArgumentException e) {
      return new WorkDirectory(beside(run.directory()));
    }
  }

  /** Without a RUN. */
  static WorkDirectory of(TrainConfig config) {
    String set = config.workDirectory();
    return new WorkDirectory(set.isEmpty() ? temporary() : usable(set));
  }

  /** Loads a graph to where the settings want it. */
  public GraphData load(Store store, TrainConfig config, Progress progress) throws IOException {
    return config.shardsOnDisk()
        ? GraphData.loadOnDisk(store, path, progress)
        : GraphData.load(store, progress);
  }

  /** What histories, and embeddings of all nodes in an evaluation, lie in. */
  Backing histories(TrainConfig config) {
    return config.historiesOnDisk() ? new Backing(path) : Backing.RAM;
  }

  private static Path usable(String set) {
    org.apache.hadoop.fs.Path place = new org.apache.hadoop.fs.Path(set);
    if (place.toUri().getScheme() != null && !isLocal(place)) {
      throw unusable(set, "it is not on a local file system");
    }
    Path path = local(place);
    if (!Files.isDirectory(path)) {
      throw unusable(set, Files.exists(path) ? "it is a file" : "there is no such directory");
    }
    if (!Files.isWritable(path)) {
      throw unusable(set, "it may not be written to");
    }
    return path;
  }

  private static IllegalArgumentException unusable(String set, String why) {
    return new IllegalArgumentException(
        "workDirectory must be a directory on a local disk, got '%s': %s\n  fix      %s"
            .formatted(set, why, "name one that exists, or none: then it is beside the RUN"));
  }

  /** The nearest directory above the RUN that is there; the RUN itself is replaced as a whole. */
  private static Path beside(org.apache.hadoop.fs.Path run) {
    if (!isLocal(run)) {
      return temporary();
    }
    Path above = local(run).getParent();
    while (above != null && !Files.isDirectory(above)) {
      above = above.getParent();
    }
    return above != null && Files.isWritable(above) ? above : temporary();
  }

  private static boolean isLocal(org.apache.hadoop.fs.Path path) {
    return LOCAL.equals(path.toUri().getScheme());
  }

  private static Path local(org.apache.hadoop.fs.Path path) {
    return Path.of(path.toUri().getPath());
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
