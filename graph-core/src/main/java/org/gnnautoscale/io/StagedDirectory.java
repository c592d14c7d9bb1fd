package org.gnnautoscale.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A directory with directories in it, that is filled beside its place and renamed into it when it
 * is whole.
 *
 * <p>An older output is moved aside just before, and removed just after. What a killed attempt left
 * beside the place is swept by the next one; an older output that it had moved aside goes back
 * first. Where a rename is no single step (S3A), the marker file is moved last.
 */
public final class StagedDirectory {

  private final Path place;
  private final Kind kind;
  private final String run;

  /**
   * What a directory is for.
   *
   * @param name in words, e.g. "graph"
   * @param marker file that only a whole one has
   * @param files regular expression of the names of what else may be in it
   */
  public record Kind(String name, String marker, String files) {

    private boolean owns(String file) {
      return file.equals(marker) || file.matches(files);
    }
  }

  private StagedDirectory(Path place, Kind kind, String run) {
    this.place = place;
    this.kind = kind;
    this.run = run;
  }

  /**
   * Checks whether a directory may and can be written, and leaves nothing.
   *
   * @throws OutputExistsException if it holds an output that must not be replaced, or other files
   * @throws OutputFailedException if the file system refuses
   */
  public static void check(Path place, Kind kind, Existing existing) throws IOException {
    new OutputPlace(place, kind.name, kind.marker, kind::owns).check(existing);
    Path parent = place.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("an output needs a name, got " + place);
    }
    WriteProbe.check(place, parent);
  }

  /** Begins an attempt: mends and sweeps what a killed one left, and makes an empty directory. */
  public static StagedDirectory begin(Path place, Kind kind, Existing existing) throws IOException {
    String run = Attempt.id();
    StagedDirectory directory = new StagedDirectory(place, kind, run);
    directory.restore();
    check(place, kind, existing);
    directory.sweep();
    Storage.system(place).mkdirs(directory.staging());
    return directory;
  }

  /** Where to write. */
  public Path staging() {
    return sibling(run, "new");
  }

  /** Puts the directory, which is whole, in its place. */
  public void commit() throws IOException {
    FileSystem system = Storage.system(place);
    boolean replaces = system.exists(place);
    if (replaces) {
      rename(place, sibling(run, "old"));
    }
    if (Storage.isObjectStore(place)) {
      moveMarkerLast(system);
    } else {
      rename(staging(), place);
    }
    if (replaces) {
      Storage.delete(sibling(run, "old"));
    }
  }

  /** Removes what was written, after a failure; an older output stays as it was. */
  public void abort() throws IOException {
    Storage.delete(staging());
    restore();
  }

  private void moveMarkerLast(FileSystem system) throws IOException {
    system.mkdirs(place);
    for (FileStatus file : system.listStatus(staging())) {
      if (!file.getPath().getName().equals(kind.marker)) {
        rename(file.getPath(), new Path(place, file.getPath().getName()));
      }
    }
    rename(new Path(staging(), kind.marker), new Path(place, kind.marker));
    Storage.delete(staging());
  }

  private void restore() throws IOException {
    for (FileStatus left : leftovers("old")) {
      if (!Storage.exists(place) && Storage.exists(new Path(left.getPath(), kind.marker))) {
        rename(left.getPath(), place);
      }
    }
  }

  private void sweep() throws IOException {
    for (FileStatus left : leftovers("new|old")) {
      Storage.delete(left.getPath());
    }
  }

  private FileStatus[] leftovers(String endings) throws IOException {
    String pattern =
        Pattern.quote("." + place.getName() + ".gas-") + "[0-9a-f]{8}\\.(" + endings + ")";
    try {
      return Storage.system(place)
          .listStatus(place.getParent(), file -> file.getName().matches(pattern));
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }

  private Path sibling(String attempt, String ending) {
    return new Path(place.getParent(), ".%s.gas-%s.%s".formatted(place.getName(), attempt, ending));
  }

  private static void rename(Path from, Path to) throws IOException {
    if (!Storage.system(from).rename(from, to)) {
      throw new IOException("cannot rename %s to %s".formatted(from, to));
    }
  }
}
