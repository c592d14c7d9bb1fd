package org.gnnautoscale.dataset;

import java.io.IOException;
import org.gnnautoscale.io.Progress;

/** Reads a graph in a public format and writes it as a GRAPH directory. */
public final class GraphImporter {

  private final ImportOptions options;
  private final Progress progress;

  /** Prepares; nothing is read or written yet. */
  public GraphImporter(ImportOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /** Does the work. */
  public GraphSummary run() throws IOException {
    progress.say("not built yet: " + options);
    throw new UnsupportedOperationException("lands within the hour");
  }
}
