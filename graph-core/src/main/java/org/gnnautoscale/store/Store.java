package org.gnnautoscale.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Artifact;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.ListedFiles;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/** A finished store: a directory with a manifest whose own checksum holds. */
public final class Store {

  /** Which files a store is made of. */
  public static final OutputDirectory.Kind KIND =
      new OutputDirectory.Kind("store", Manifest.FILE, "part-\\d{5,}-[0-9a-f]{8}-\\d+\\.bin");

  private final ListedFiles listed;
  private final Manifest manifest;

  private Store(Path directory, Manifest manifest) {
    this.listed =
        new ListedFiles(
            directory, Manifest.FILE, "the manifest", "make the store again with --overwrite");
    this.manifest = manifest;
  }

  /** Name of a part's file; the attempt tells apart the tasks that tried to write it. */
  public static String fileName(int part, String run, long attempt) {
    return "part-%05d-%s-%d.bin".formatted(part, run, attempt);
  }

  /** Makes the parts in a directory a store. */
  public static void commit(OutputDirectory directory, Manifest manifest, Progress progress)
      throws IOException {
    Map<String, Long> lengths = new LinkedHashMap<>();
    manifest.files().forEach(file -> lengths.put(file.name(), file.bytes()));
    directory.commit(manifest.toBytes(), lengths, progress);
  }

  /**
   * Opens a store; reads the manifest alone.
   *
   * @throws BadDataException if the directory is no finished store, or its manifest is damaged
   */
  public static Store open(Path directory) throws IOException {
    Path file = Artifact.STORE.require(directory);
    return new Store(directory, Manifest.parse(Storage.readAll(file), file));
  }

  /** Where it lies. */
  public Path directory() {
    return listed.directory();
  }

  /** What it holds. */
  public Manifest manifest() {
    return manifest;
  }

  /** Address of a part's file. */
  public Path path(PartFile file) {
    return listed.path(file.name());
  }

  /**
   * Opens a part for reading from its first byte to its last.
   *
   * @throws BadDataException if it is missing or has another length than listed
   */
  public InputStream read(PartFile file) throws IOException {
    return listed.open(file.name(), file.bytes());
  }

  /**
   * Compares the checksum of bytes read with the manifest's.
   *
   * @throws BadDataException if they differ
   */
  public void checkSum(PartFile file, CRC32C actual) throws IOException {
    listed.requireSum(file.name(), file.crc32c(), actual);
  }

  /** Reads every byte of every file, and checks sums, headers and arrays. */
  public void verify(Progress progress) throws IOException {
    new PartCheck(manifest).wholeGraph();
    try (Progress.Stage stage = progress.stage("verify parts", manifest.bytes())) {
      for (PartFile file : manifest.files()) {
        checkSum(file);
        try (PartReader reader = PartReader.open(path(file))) {
          new PartCheck(manifest).part(file, reader, path(file));
        }
        stage.advance(file.bytes());
      }
    }
  }

  /** Files in the directory that the manifest does not list: left by attempts that were killed. */
  public List<String> unlisted() throws IOException {
    return listed.unlisted(manifest.files().stream().map(PartFile::name).toList());
  }

  private void checkSum(PartFile file) throws IOException {
    CRC32C sum = new CRC32C();
    byte[] buffer = new byte[1 << 20];
    long left = file.bytes();
    try (InputStream in = read(file)) {
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          throw new EOFException("%s ended %d bytes early".formatted(path(file), left));
        }
        sum.update(buffer, 0, read);
        left -= read;
      }
    }
    checkSum(file, sum);
  }
}
