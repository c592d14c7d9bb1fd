package org.gnnautoscale.whole;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Local files under {@code crash:///}, in a process that is killed with signal 9 when it begins its
 * n-th change of them: a new file, a rename or a deletion.
 *
 * <p>The system property {@value #AT} is n, or the beginning of what is done at that moment, such
 * as {@code rename_manifest.json}.
 */
public final class CrashFileSystem extends RawLocalFileSystem {

  /** When to die. */
  static final String AT = "gas.crash.at";

  private static final AtomicInteger CHANGES = new AtomicInteger();

  @Override
  public String getScheme() {
    return "crash";
  }

  @Override
  public URI getUri() {
    return URI.create("crash:///");
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    change("create " + file.getName());
    return super.create(file, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream create(
      Path file,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    change("create " + file.getName());
    return super.create(file, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    change("rename " + to.getName());
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    change("delete " + path.getName());
    return super.delete(path, recursive);
  }

  private static void change(String what) {
    String at = System.getProperty(AT, "");
    boolean now =
        at.matches("\\d+")
            ? CHANGES.incrementAndGet() == Integer.parseInt(at)
            : !at.isEmpty() && what.replace(" ", "_").startsWith(at);
    if (now) {
      die(what);
    }
  }

  @SuppressWarnings("BusyWait") // the signal is on its way
  private static void die(String what) {
    System.err.println("killed at " + what);
    try {
      new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start();
      while (true) {
        Thread.sleep(1000);
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("cannot kill this process", e);
    }
  }
}
