package org.gnnautoscale.io;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.VersionInfo;

/**
 * The file system behind an address, local or any Hadoop URI.
 *
 * <p>Local files are plain: no {@code .crc} files beside them, as the formats here carry checksums
 * of their own. An address without a scheme is a local path, relative to the working directory,
 * unless a Hadoop configuration on the class path names another default.
 */
public final class Storage {

  private static final Configuration CONFIGURATION = new Configuration();

  private Storage() {}

  /** The Hadoop configuration of this process; its defaults and the files on the class path. */
  public static Configuration configuration() {
    return CONFIGURATION;
  }

  /** An address as an absolute path with a scheme. */
  public static Path path(String uri) throws IOException {
    return path(uri, CONFIGURATION);
  }

  /** As {@link #path(String)}, for a process that got its configuration from elsewhere. */
  public static Path path(String uri, Configuration configuration) throws IOException {
    if (uri.isBlank()) {
      throw new IllegalArgumentException("a path must not be empty");
    }
    boolean local = !uri.matches("[a-zA-Z][a-zA-Z0-9+.-]*:.*");
    boolean localDefault =
        configuration.get(FileSystem.FS_DEFAULT_NAME_KEY, "file:").startsWith("file:");
    Path path =
        local && localDefault
            // a URI of an existing directory would end in /, and its name would be empty
            ? new Path("file", null, new File(uri).getAbsolutePath())
            : new Path(uri);
    return reach(path, configuration).makeQualified(path);
  }

  /** The file system that holds a path. */
  public static FileSystem system(Path path) throws IOException {
    return system(path, CONFIGURATION);
  }

  /** As {@link #system(Path)}, for a process that got its configuration from elsewhere. */
  public static FileSystem system(Path path, Configuration configuration) throws IOException {
    FileSystem system = reach(path, configuration);
    return system instanceof LocalFileSystem checksummed ? checksummed.getRawFileSystem() : system;
  }

  /** Hadoop finds the class of a file system by its name, and its libraries as they are used. */
  private static FileSystem reach(Path path, Configuration configuration) throws IOException {
    try {
      return path.getFileSystem(configuration);
    } catch (RuntimeException | NoClassDefFoundError e) {
      if (e instanceof NoClassDefFoundError || e.getCause() instanceof ClassNotFoundException) {
        throw noLibrary(path, e);
      }
      if (NoConnectionException.isSilence(e)) { // the name of a host is looked up here
        throw NoConnectionException.of(path, new IOException(e));
      }
      throw e;
    }
  }

  /** Whether directories are names alone, and a file cannot be renamed as one step. */
  static boolean isObjectStore(Path path) {
    return "s3a".equals(path.toUri().getScheme());
  }

  private static IllegalArgumentException noLibrary(Path path, Throwable cause) {
    String scheme = path.toUri().getScheme();
    String library =
        isObjectStore(path)
            ? "hadoop-aws %s and its AWS bundle".formatted(VersionInfo.getVersion())
            : "the library of that file system";
    return new IllegalArgumentException(
        "no library for %s:// paths\n  path     %s\n  fix      put %s into gas-trainer/target/lib; see docs/guides/cluster.md"
            .formatted(scheme, path, library),
        cause);
  }

  /**
   * Opens a file of the user's.
   *
   * @throws BadDataException if there is none, or it is a directory
   */
  public static FSDataInputStream open(Path file) throws IOException {
    FileStatus status = status(file, "file");
    if (status.isDirectory()) {
      throw BadDataException.of("expected a file, found a directory")
          .with("path", file)
          .fix("give the path of the file itself");
    }
    return system(file).open(file);
  }

  /**
   * The files of a directory that match a pattern, by name.
   *
   * @throws BadDataException if there is no such directory
   */
  public static List<FileStatus> list(Path directory, String namePattern) throws IOException {
    if (!status(directory, "directory").isDirectory()) {
      throw BadDataException.of("expected a directory, found a file")
          .with("path", directory)
          .fix("give the directory that holds it: " + directory.getParent());
    }
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus file : system(directory).listStatus(directory)) {
      if (file.getPath().getName().matches(namePattern)) {
        found.add(file);
      }
    }
    found.sort(Comparator.comparing(FileStatus::getPath));
    return found;
  }

  /** Whether there is a file or directory. */
  public static boolean exists(Path path) throws IOException {
    try {
      return system(path).exists(path);
    } catch (IOException e) {
      throw NoConnectionException.of(path, e);
    }
  }

  /** Name, length and kind of what lies at a path that the user gave. */
  public static FileStatus status(Path path, String expected) throws IOException {
    try {
      return system(path).getFileStatus(path);
    } catch (FileNotFoundException e) {
      throw BadDataException.of("there is no such " + expected)
          .with("path", path)
          .fix("check the path; a relative one starts at the working directory")
          .because(e);
    } catch (IOException e) {
      throw NoConnectionException.of(path, e);
    }
  }

  /** All bytes of a small file. */
  public static byte[] readAll(Path file) throws IOException {
    try (FSDataInputStream in = open(file)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      in.transferTo(bytes);
      return bytes.toByteArray();
    }
  }

  /** Writes a small file under a new name, and returns when it is safe on the disks. */
  public static void writeNew(Path file, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = system(file).create(file, false)) {
      out.write(bytes);
      out.hsync();
    }
  }

  /** Gives a file its final name in one step, in place of any file of that name. */
  public static void replace(Path from, Path to) throws IOException {
    FileSystem system = system(to);
    if (system instanceof RawLocalFileSystem) {
      // rename(2); FileContext would delete the old file first
      if (!system.rename(from, to)) {
        throw new IOException("cannot rename %s to %s".formatted(from, to));
      }
      return;
    }
    FileContext.getFileContext(to.toUri(), CONFIGURATION)
        .rename(from, to, Options.Rename.OVERWRITE);
  }

  /** Removes a file or a directory with all in it; it may be absent. */
  public static void delete(Path path) throws IOException {
    system(path).delete(path, true);
  }
}
