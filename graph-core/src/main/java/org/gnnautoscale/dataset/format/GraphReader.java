package org.gnnautoscale.dataset.format;

import java.io.IOException;
import org.gnnautoscale.dataset.raw.RawGraph;
import org.gnnautoscale.io.BadDataException;

/** Reads graphs of one public format from any Hadoop file system. */
public interface GraphReader {

  /**
   * Reads and checks a graph.
   *
   * @throws BadDataException if the input is missing, truncated, or has a wrong value
   */
  RawGraph read(GraphInput input) throws IOException;
}
