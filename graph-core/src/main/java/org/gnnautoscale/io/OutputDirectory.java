package org.gnnautoscale.io;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A directory of files that count from the moment its manifest names them.
 *
 * <p>Files are written under names of their own attempt, beside those of an older output; the
 * manifest goes last and is the commit: renamed into place, or one put where the file system has no
 * atomic rename (S3A). What no manifest names, because an attempt was killed or has been replaced,
 * is swept after the next commit. A directory that holds anything else is never touched.
 *
 * <p>For one thread.
 */
public final class OutputDirectory {

  private final Path directory;
  private final Kind kind;
  private final Existing existing;
  private final String run;
  private byte @Nullable [] ownManifest;
  private boolean committed;

  /**
   * What a directory is for.
   *
   * @param name in words, e.g. "store"
   * @param manifest name of the manifest
   * @param files regular expression of the names of its other files
   */
  public record Kind(String name, String manifest, String files) {

    private boolean owns(String file) {
      return file.equals(manifest) || file.matches(files) || isTemporary(file);
    }

    private boolean isTemporary(String file) {
      return file.matches("\\.(probe|" + java.util.regex.Pattern.quote(manifest) + ")-[0-9a-f]+");
    }
  }

  private OutputDirectory(Path directory, Kind kind, Existing existing, String run) {
    this.directory = directory;
    this.kind = kind;
    this.existing = existing;
    this.run = run;
  }

  /**
   * Checks whether a directory may and can be written to, and leaves nothing.
   *
   * @throws OutputExistsException if it holds an output that must not be replaced, or other files
   * @throws OutputFailedException if the file system refuses
   */
  public static void check(Path directory, Kind kind, Existing existing) throws IOException {
    new OutputPlace(directory, kind.name, kind.manifest, kind::owns).check(existing);
    WriteProbe.check(directory, directory);
  }

  /**
   * Begins an attempt to fill a directory, which is made if it is missing.
   *
   * @throws IOException if no file can be written there, which shows before hours of work do
   */
  public static OutputDirectory begin(Path directory, Kind kind, Existing existing)
      throws IOException {
    check(directory, kind, existing);
    if (!Storage.system(directory).mkdirs(directory)) {
      throw new IOException("cannot make the directory " + directory);
    }
    OutputDirectory output = new OutputDirectory(directory, kind, existing, Attempt.id());
    WriteProbe.check(directory, directory);
    return output;
  }

  /** Where the files go. */
  public Path directory() {
    return directory;
  }

  /** Eight hexadecimal digits that make the names of this attempt's files its own. */
  public String run() {
    return run;
  }

  /**
   * Puts the manifest in its place, and sweeps what it does not name; what cannot be swept stays,
   * and the user is told.
   *
   * @param listed names and lengths of the files that the manifest lists
   * @throws OutputExistsException if another attempt filled the directory meanwhile
   * @throws IOException if a listed file is gone, or the manifest may not be in its place
   */
  public void commit(byte[] manifest, Map<String, Long> listed, Progress progress)
      throws IOException {
    requireAlone(listed);
    Path place = new Path(directory, kind.manifest);
    ownManifest = manifest.clone();
    if (Storage.isObjectStore(directory)) {
      put(place, manifest);
    } else {
      Storage.writeNew(temporary(), manifest);
      Storage.replace(temporary(), place);
    }
    committed = true;
    try {
      sweep(file -> !file.equals(kind.manifest) && !listed.containsKey(file));
    } catch (IOException e) {
      progress.say(
          "warning: the %s is whole, but older files beside it could not be removed: %s"
              .formatted(kind.name, e.getMessage()));
    }
  }

  /**
   * Removes this attempt's files after a failure, and the directory if nothing else is in it. Does
   * nothing once the attempt's manifest is in its place, also if the file system failed to say so.
   */
  public void abort() throws IOException {
    if (committed || hasOwnManifest()) {
      return;
    }
    sweep(file -> file.contains("-" + run));
    FileSystem system = Storage.system(directory);
    if (system.exists(directory) && system.listStatus(directory).length == 0) {
      system.delete(directory, false);
    }
  }

  /** What another attempt commits sweeps the files of this one. */
  private void requireAlone(Map<String, Long> listed) throws IOException {
    Map<String, Long> found = new TreeMap<>();
    for (FileStatus file : Storage.system(directory).listStatus(directory)) {
      found.put(file.getPath().getName(), file.getLen());
    }
    if (existing == Existing.REFUSE && found.containsKey(kind.manifest)) {
      throw OutputExistsException.meanwhile(directory.toString(), kind.name);
    }
    for (Map.Entry<String, Long> file : listed.entrySet()) {
      Long bytes = found.get(file.getKey());
      if (!file.getValue().equals(bytes)) {
        throw new IOException(
            "a file of the new %s is %s\n  file     %s\n  expected %d bytes\n  fix      let one command at a time write to this directory, and run this one again"
                .formatted(
                    kind.name,
                    bytes == null ? "gone" : "of %d bytes".formatted(bytes),
                    new Path(directory, file.getKey()),
                    file.getValue()));
      }
    }
  }

  private boolean hasOwnManifest() throws IOException {
    Path place = new Path(directory, kind.manifest);
    return ownManifest != null
        && Storage.exists(place)
        && Arrays.equals(Storage.readAll(place), ownManifest);
  }

  private Path temporary() {
    return new Path(directory, "." + kind.manifest + "-" + run);
  }

  private static void put(Path place, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = Storage.system(place).create(place, true)) {
      out.write(bytes);
    }
  }

  private void sweep(Predicate<String> goes) throws IOException {
    for (FileStatus file : Storage.system(directory).listStatus(directory)) {
      String name = file.getPath().getName();
      if (kind.owns(name) && goes.test(name)) {
        Storage.delete(file.getPath());
      }
    }
  }
}
