package org.gnnautoscale.io;

import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One file that appears under its name when it is whole, in one step; closed before that, it leaves
 * nothing. What killed attempts left beside it is swept after the next commit.
 */
public final class OutputFile implements AutoCloseable {

  private final Path place;
  private final Path temporary;
  private final FSDataOutputStream stream;
  private boolean committed;

  private OutputFile(Path place, Path temporary, FSDataOutputStream stream) {
    this.place = place;
    this.temporary = temporary;
    this.stream = stream;
  }

  /**
   * Checks whether a file may and can be written, and leaves nothing.
   *
   * @throws OutputExistsException if there is one that must not be replaced, or a directory
   * @throws OutputFailedException if the file system refuses
   */
  public static void check(Path file, Existing existing) throws IOException {
    if (Storage.exists(file)) {
      requireReplaceable(file, existing);
    }
    WriteProbe.check(file, directoryOf(file));
  }

  private static Path directoryOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("an output file needs a name, got " + file);
    }
    return parent;
  }

  private static void requireReplaceable(Path file, Existing existing) throws IOException {
    FileStatus status = Storage.status(file, "file");
    if (status.isDirectory()) {
      throw OutputExistsException.foreign(file.toString(), file.getName(), "file");
    }
    if (existing == Existing.REFUSE) {
      throw OutputExistsException.mendable(file.toString(), "a file");
    }
  }

  /** Begins to write, to a hidden name beside the file's own. */
  public static OutputFile begin(Path file, Existing existing) throws IOException {
    check(file, existing);
    String attempt = Attempt.id();
    Path temporary = new Path(directoryOf(file), "." + file.getName() + "-" + attempt);
    FileSystem system = Storage.system(file);
    try {
      return new OutputFile(file, temporary, system.create(temporary, false));
    } catch (IOException e) {
      throw OutputFailedException.of(file, temporary, e);
    }
  }

  /** Where the bytes go. */
  public FSDataOutputStream stream() {
    return stream;
  }

  /** Gives the file its name. */
  public void commit() throws IOException {
    stream.close();
    Storage.replace(temporary, place);
    committed = true;
    sweep();
  }

  private void sweep() {
    String pattern = Pattern.quote("." + place.getName() + "-") + "[0-9a-f]{8}";
    try {
      for (FileStatus left : Storage.list(place.getParent(), pattern)) {
        Storage.delete(left.getPath());
      }
    } catch (IOException e) {
      // what is left costs room alone, and the file is whole
    }
  }

  @Override
  public void close() throws IOException {
    if (!committed) {
      stream.close();
      Storage.delete(temporary);
    }
  }
}
