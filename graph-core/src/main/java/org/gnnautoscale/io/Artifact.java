package org.gnnautoscale.io;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** What a directory holds, told by the file that its writer put there last. */
public enum Artifact {
  /** Tables of nodes and edges. */
  GRAPH("graph.json", "`gas import` or `gas generate`"),
  /** Parts, ready to be trained on. */
  STORE("manifest.json", "`gas partition`"),
  /** Trained models. */
  RUN("run.json", "`gas train`");

  private final String file;
  private final String writers;

  Artifact(String file, String writers) {
    this.file = file;
    this.writers = writers;
  }

  /** Name of the file that tells. */
  public String file() {
    return file;
  }

  /**
   * Looks into a directory.
   *
   * @throws BadDataException if it is none of the three
   */
  public static Artifact of(Path directory) throws IOException {
    Storage.status(directory, "directory");
    Optional<Artifact> found = in(directory);
    if (found.isEmpty()) {
      throw BadDataException.of("neither a graph, nor a store, nor a run")
          .with("path", directory)
          .with("expected", "graph.json, manifest.json or run.json in it")
          .fix("give a directory that gas wrote; one whose writer was killed has none of these");
    }
    return found.get();
  }

  /** What a directory holds, if it is one of the three. */
  static Optional<Artifact> in(Path directory) throws IOException {
    for (Artifact artifact : values()) {
      if (Storage.exists(new Path(directory, artifact.file))) {
        return Optional.of(artifact);
      }
    }
    return Optional.empty();
  }

  /**
   * Checks that a directory holds this.
   *
   * @return the file that tells
   * @throws BadDataException if it holds something else, or nothing that is whole
   */
  public Path require(Path directory) throws IOException {
    Storage.status(directory, toString());
    Path marker = new Path(directory, file);
    if (Storage.exists(marker)) {
      return marker;
    }
    Optional<Artifact> found = in(directory);
    if (found.isPresent()) {
      throw BadDataException.of("not a %s: the directory holds a %s".formatted(this, found.get()))
          .with("path", directory)
          .with("expected", "a " + this)
          .with("found", "a " + found.get())
          .fix(cure(found.get()));
    }
    throw BadDataException.of("not a %s: there is no %s in the directory".formatted(this, file))
        .with("path", directory)
        .fix(
            "give a directory that %s wrote; if it was killed, run it again with --overwrite"
                .formatted(writers));
  }

  private String cure(Artifact found) {
    boolean isNext = (this == STORE && found == GRAPH) || (this == RUN && found == STORE);
    return isNext
        ? "run %s on it first, and give the %s that it writes".formatted(writers, this)
        : "give a directory that %s wrote".formatted(writers);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
