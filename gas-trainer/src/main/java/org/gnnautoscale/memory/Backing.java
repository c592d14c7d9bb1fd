package org.gnnautoscale.memory;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What large matrices lie in: the RAM, or temporary files that are read as memory.
 *
 * @param directory of a local file system; null: the RAM
 */
public record Backing(@Nullable Path directory) {

  /** Ordinary memory. */
  public static final Backing RAM = new Backing(null);

  /** Lets the system begin to read what will soon be touched, if it is on disk. */
  public void willNeed(MemorySegment range) {
    if (isOnDisk()) {
      Region.readAhead(range);
    }
  }

  /** Whether matrices lie in files. */
  public boolean isOnDisk() {
    return directory != null;
  }

  /**
   * Memory that the caller closes.
   *
   * @param bytes the most that it will give out, with room for each array
   * @throws IOException if the disk has no room for them
   */
  public Region region(long bytes) throws IOException {
    return directory == null ? new Region() : Region.onDisk(directory, bytes);
  }

  /**
   * A matrix of zeros that the caller closes.
   *
   * @throws IOException if the disk has no room for it
   */
  public Matrix matrix(long rows, int cols) throws IOException {
    return Matrix.owning(region(Matrix.bytes(rows, cols)), rows, cols);
  }
}
