package org.gnnautoscale.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory that an output is to fill or to replace.
 *
 * @param path of the directory
 * @param kind of the output, in words, e.g. "store"
 * @param marker file that only a whole one has
 * @param owns which names may be in it
 */
record OutputPlace(Path path, String kind, String marker, Predicate<String> owns) {

  /**
   * Checks whether it may be written to, and changes nothing.
   *
   * @throws OutputExistsException if it holds an output that must not be replaced, or other files
   */
  void check(Existing existing) throws IOException {
    FileSystem system = Storage.system(path);
    FileStatus[] files;
    try {
      if (!system.getFileStatus(path).isDirectory()) {
        throw OutputExistsException.foreign(path.toString(), path.getName(), kind);
      }
      files = system.listStatus(path);
    } catch (FileNotFoundException e) {
      return;
    } catch (IOException e) {
      throw NoConnectionException.of(path, e);
    }
    for (FileStatus file : files) {
      if (!owns.test(file.getPath().getName())) {
        throw foreign(file.getPath().getName());
      }
    }
    if (files.length > 0 && existing == Existing.REFUSE) {
      boolean whole = system.exists(new Path(path, marker));
      throw OutputExistsException.mendable(
          path.toString(), (whole ? "a " : "an unfinished ") + kind);
    }
  }

  /** Another output is called by its name, not by that of one of its files. */
  private OutputExistsException foreign(String file) throws IOException {
    Optional<Artifact> found = Artifact.in(path);
    return found.isEmpty() || found.get().toString().equals(kind)
        ? OutputExistsException.foreign(path.toString(), file, kind)
        : OutputExistsException.another(path.toString(), found.get().toString(), kind);
  }
}
