package org.gnnautoscale;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of real graphs beside the project, for tests that are skipped where it is absent. */
public final class SharedData {

  private SharedData() {}

  /** A file or folder of it; skips the calling test, with the reason, if it is not there. */
  public static Path path(String name) {
    Path here = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      Path found = folder.resolve("shared/data").resolve(name);
      if (Files.exists(found)) {
        return found;
      }
    }
    assumeThat(false).as("shared/data/%s is in no folder above %s", name, here).isTrue();
    throw new AssertionError("unreachable");
  }
}
