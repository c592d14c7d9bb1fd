package org.gnnautoscale.io;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/** The local files, with one operation that fails; which one, the scheme of an address tells. */
public final class FailingFileSystem extends RawLocalFileSystem {

  static final String FAILS_TO_DELETE_PARTS = "nodelete";
  static final String FAILS_TO_RENAME = "norename";
  static final String FAILS_TO_CREATE = "nocreate";
  static final String FAILS_TO_MAKE_DIRECTORIES = "nomkdirs";
  static final String FAILS_AFTER_RENAME = "noreply";

  private @Nullable URI root;

  static Path path(String scheme, java.nio.file.Path local) {
    Storage.configuration()
        .setClass(
            "fs.%s.impl".formatted(scheme),
            FailingFileSystem.class,
            org.apache.hadoop.fs.FileSystem.class);
    return new Path(scheme, "", local.toString());
  }

  @Override
  public void initialize(URI uri, Configuration configuration) throws IOException {
    super.initialize(uri, configuration);
    root = URI.create(uri.getScheme() + ":///");
  }

  @Override
  public URI getUri() {
    return root == null ? super.getUri() : root; // a super constructor asks before it is known
  }

  @Override
  public boolean mkdirs(Path path) throws IOException {
    return !getUri().getScheme().equals(FAILS_TO_MAKE_DIRECTORIES) && super.mkdirs(path);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    failIf(FAILS_TO_CREATE, "cannot create");
    return super.create(path, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    if (path.getName().matches("\\.?part-.*")) {
      failIf(FAILS_TO_DELETE_PARTS, "cannot delete");
    }
    return super.delete(path, recursive);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    failIf(FAILS_TO_RENAME, "cannot rename");
    boolean done = super.rename(from, to);
    failIf(FAILS_AFTER_RENAME, "no reply");
    return done;
  }

  private void failIf(String scheme, String message) throws IOException {
    if (getUri().getScheme().equals(scheme)) {
      throw new IOException(message);
    }
  }
}
