package org.gnnautoscale.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The files of a directory that its manifest lists, each with its length and CRC32C.
 *
 * @param directory where they lie
 * @param manifest name of the manifest
 * @param lister the manifest in the words of an error, e.g. "the manifest"
 * @param again how to make the directory again, e.g. "train again with --overwrite"
 */
public record ListedFiles(Path directory, String manifest, String lister, String again) {

  /** Eight hexadecimal digits. */
  public static String hex(CRC32C sum) {
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /** Address of a file. */
  public Path path(String name) {
    return new Path(directory, name);
  }

  /**
   * Opens a file for reading from its first byte to its last.
   *
   * @param bytes length that is listed
   * @throws BadDataException if it is missing or has another length
   */
  public InputStream open(String name, long bytes) throws IOException {
    Path path = path(name);
    long found = length(path, bytes);
    if (found != bytes) {
      throw BadDataException.of("a file has another length than %s lists".formatted(lister))
          .with("file", path)
          .with("expected", bytes + " bytes")
          .with("found", found + " bytes")
          .fix(cure());
    }
    return Storage.system(path).open(path);
  }

  private long length(Path path, long listed) throws IOException {
    try {
      FileStatus status = Storage.system(path).getFileStatus(path);
      return status.getLen();
    } catch (FileNotFoundException e) {
      throw BadDataException.of("a file that %s lists is missing".formatted(lister))
          .with("file", path)
          .with("expected", listed + " bytes")
          .fix(cure())
          .because(e);
    }
  }

  /**
   * Compares the checksum of a file's bytes with the one that is listed.
   *
   * @throws BadDataException if they differ
   */
  public void requireSum(String name, String listed, CRC32C actual) throws IOException {
    String found = hex(actual);
    if (!found.equals(listed)) {
      throw BadDataException.of("the file is damaged: its bytes do not match its checksum")
          .with("file", path(name))
          .with("expected", "crc32c " + listed)
          .with("found", "crc32c " + found)
          .fix(cure());
    }
  }

  /** Files in the directory that are not listed: left by attempts that were killed. */
  public List<String> unlisted(Collection<String> listed) throws IOException {
    return Storage.list(directory, ".*").stream()
        .map(file -> file.getPath().getName())
        .filter(name -> !name.equals(manifest) && !listed.contains(name))
        .toList();
  }

  private String cure() {
    return "restore it from a copy, or " + again;
  }
}
