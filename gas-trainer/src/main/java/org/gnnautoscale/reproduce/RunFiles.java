package org.gnnautoscale.reproduce;

import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputFile;
import org.gnnautoscale.io.Storage;

/**
 * The finished runs of one experiment, one file each: {@code seed-1.json}, {@code seed-2.json}, ...
 *
 * @param directory that holds them
 */
record RunFiles(Path directory) {

  private static final String NAME = "seed-%d.json";
  private static final String PATTERN = "seed-[1-9][0-9]{0,8}\\.json";

  /** Seeds that have a file, in their order. */
  List<Long> seeds() throws IOException {
    if (!Storage.exists(directory)) {
      return List.of();
    }
    return Storage.list(directory, PATTERN).stream()
        .map(file -> Long.parseLong(file.getPath().getName().replaceAll("\\D", "")))
        .sorted()
        .toList();
  }

  /**
   * Reads the file of a seed.
   *
   * @throws org.gnnautoscale.io.BadDataException if it is damaged, or of another format
   */
  KeptRun read(long seed) throws IOException {
    return KeptRun.parse(Storage.readAll(file(seed)), file(seed));
  }

  /** Writes the file of a run, in place of any that is there; it appears when it is whole. */
  void keep(KeptRun run) throws IOException {
    try (OutputFile file = OutputFile.begin(file(run.outcome().seed()), Existing.OVERWRITE)) {
      file.stream().write(run.toBytes());
      file.commit();
    }
  }

  Path file(long seed) {
    return new Path(directory, NAME.formatted(seed));
  }
}
