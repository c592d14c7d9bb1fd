package org.gnnautoscale.io;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Tries whether an output could be written, before the work that it is to hold. */
final class WriteProbe {

  private WriteProbe() {}

  /**
   * Writes a file of one byte into a directory, or into the nearest one above it that is there, and
   * removes it.
   *
   * @param place of the output, for the message
   * @throws OutputFailedException if the file system refuses
   */
  static void check(Path place, Path directory) throws IOException {
    // what is above a name in an object store may be another's
    Path there = Storage.isObjectStore(directory) ? directory : existing(place, directory);
    Path probe = new Path(there, ".probe-" + Attempt.id());
    try {
      tryToWrite(probe);
    } catch (IOException e) {
      throw OutputFailedException.of(place, probe, e);
    }
  }

  private static void tryToWrite(Path probe) throws IOException {
    FileSystem system = Storage.system(probe);
    if ("file".equals(system.getUri().getScheme())) {
      // Hadoop starts chmod for each new file, and while it waits an interrupt can be lost
      File file = new File(probe.toUri().getPath());
      try (FileOutputStream out = new FileOutputStream(file)) {
        out.write('\n');
      }
      Files.delete(file.toPath());
      return;
    }
    try (FSDataOutputStream out = system.create(probe, false)) {
      out.write('\n');
    }
    system.delete(probe, false);
  }

  private static Path existing(Path place, Path directory) throws IOException {
    Path path = directory;
    while (path.getParent() != null && !Storage.exists(path)) {
      path = path.getParent();
    }
    if (Storage.exists(path) && !Storage.status(path, "directory").isDirectory()) {
      throw OutputFailedException.of(
          place, new Path(path, "x"), new IOException(path + " is a file, not a directory"));
    }
    return path;
  }
}
