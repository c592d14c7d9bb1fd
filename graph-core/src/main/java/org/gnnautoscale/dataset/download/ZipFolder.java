package org.gnnautoscale.dataset.download;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/**
 * Unpacks a ZIP archive into a folder that appears when it is whole.
 *
 * <p>An archive whose members are all in one folder becomes that folder. No member gets out of the
 * place: names that are absolute, or lead upwards, are errors.
 */
final class ZipFolder {

  private static final int BUFFER_BYTES = 1 << 16;

  /** What macOS adds beside the files. */
  private static final String APPLE = "__MACOSX/";

  private final Path archive;
  private final Path folder;
  private final Path staging;
  private final Progress progress;

  ZipFolder(Path archive, Path folder, Progress progress) {
    this.archive = archive;
    this.folder = folder;
    this.staging = new Path(folder.getParent(), "." + folder.getName() + "-unpacked");
    this.progress = progress;
  }

  /**
   * Unpacks, in place of any folder of that name.
   *
   * @throws BadDataException if the archive is damaged, or would write elsewhere
   */
  void unpack() throws IOException {
    Storage.delete(staging); // of a call that was killed
    boolean whole = false;
    try {
      unpackAll();
      Path top = top();
      Storage.delete(folder);
      if (!Storage.system(folder).rename(top, folder)) {
        throw new IOException("cannot rename %s to %s".formatted(top, folder));
      }
      whole = true;
    } catch (ZipException | EOFException e) {
      throw BadDataException.of("the archive is damaged")
          .with("file", archive)
          .with("detail", String.valueOf(e.getMessage()))
          .fix("remove it, and download it again")
          .because(e);
    } finally {
      if (!whole || Storage.exists(staging)) {
        Storage.delete(staging);
      }
    }
  }

  private void unpackAll() throws IOException {
    try (var stage = progress.stage("unpack " + archive.getName(), -1);
        InputStream file = Storage.open(archive);
        ZipInputStream zip = new ZipInputStream(new BufferedInputStream(file))) {
      Storage.system(staging).mkdirs(staging);
      int members = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (!entry.isDirectory() && !entry.getName().startsWith(APPLE)) {
          copy(zip, place(entry.getName()), stage);
          members++;
        }
      }
      if (members == 0) {
        throw new ZipException("it has no member");
      }
    }
  }

  private static void copy(InputStream in, Path file, Progress.Stage stage) throws IOException {
    FileSystem system = Storage.system(file);
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = system.create(file, false)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
        stage.advance(count);
      }
    }
  }

  private Path place(String member) throws BadDataException {
    boolean inside =
        Arrays.stream(member.split("/", -1))
            .noneMatch(step -> step.isEmpty() || step.equals(".") || step.equals(".."));
    if (!inside || member.matches("(?s).*[\\\\:\\x00-\\x1f].*")) {
      throw BadDataException.of("a member of the archive has a name that leads out of its folder")
          .with("file", archive)
          .with("member", member)
          .fix("do not use the archive: nothing of it was kept");
    }
    return new Path(staging, member);
  }

  private Path top() throws IOException {
    FileStatus[] found = Storage.system(staging).listStatus(staging);
    return found.length == 1 && found[0].isDirectory() ? found[0].getPath() : staging;
  }
}
