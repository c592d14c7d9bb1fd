package org.gnnautoscale.cli;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.GraphDescription;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.train.RunDirectory;

/** What a directory holds, told by the file that its writer put there last. */
enum Artifact {
  GRAPH(GraphDescription.FILE),
  STORE(Manifest.FILE),
  RUN(RunDirectory.FILE);

  private final String file;

  Artifact(String file) {
    this.file = file;
  }

  /**
   * Looks into a directory.
   *
   * @throws BadDataException if it is none of the three
   */
  static Artifact of(Path directory) throws IOException {
    Storage.status(directory, "directory");
    for (Artifact artifact : values()) {
      if (Storage.exists(new Path(directory, artifact.file))) {
        return artifact;
      }
    }
    throw BadDataException.of("neither a graph, nor a store, nor a run")
        .with("path", directory)
        .with("expected", "graph.json, manifest.json or run.json in it")
        .fix("give a directory that gas wrote; one whose writer was killed has none of these");
  }
}
