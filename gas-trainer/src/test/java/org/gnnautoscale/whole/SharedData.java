package org.gnnautoscale.whole;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Real graphs in their publishers' formats, in a folder {@code shared/data} beside the project. */
final class SharedData {

  private SharedData() {}

  /** The folder of a data set, if it is there. */
  static Optional<Path> find(String dataset) {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path folder = up.resolve("shared/data").resolve(dataset);
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
    }
    return Optional.empty();
  }
}
