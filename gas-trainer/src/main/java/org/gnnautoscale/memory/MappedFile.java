package org.gnnautoscale.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A temporary file as memory. Its room on the disk is taken when it is made: a disk that is full
 * later would kill the process instead of failing a call.
 *
 * <p>The file has no name where the system allows that, so that nothing is left of it however the
 * process ends.
 */
final class MappedFile {

  private static final int ENOSPC = 28;
  private static final int EFBIG = 27;
  private static final int EDQUOT = 122;

  private MappedFile() {}

  /**
   * Zeroed memory that lives until {@code arena} is closed.
   *
   * @param directory of a local file system
   * @throws IOException if there is not that much room
   */
  static MemorySegment map(Path directory, long bytes, Arena arena) throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    if (bytes > free) {
      throw noRoom(directory, bytes, free);
    }
    Path file = Files.createTempFile(directory, "gas-", ".tmp");
    try {
      return map(file, directory, bytes, arena);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static MemorySegment map(Path file, Path directory, long bytes, Arena arena)
      throws IOException {
    Optional<Linux> linux = Linux.calls();
    int number = linux.map(calls -> calls.open(file)).orElse(-1);
    // on Linux the name is gone from here on, elsewhere with the last use
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      if (linux.isPresent() && number >= 0) {
        reserve(linux.get().reserve(number, bytes), directory, bytes);
      }
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes, arena);
    } finally {
      if (linux.isPresent() && number >= 0) {
        linux.get().close(number);
      }
    }
  }

  /** Other errors mean that the file system cannot tell; what it lacks shows when it is used. */
  private static void reserve(int error, Path directory, long bytes) throws IOException {
    if (error == ENOSPC || error == EFBIG || error == EDQUOT) {
      throw noRoom(directory, bytes, Files.getFileStore(directory).getUsableSpace());
    }
  }

  private static IOException noRoom(Path directory, long wanted, long free) {
    return new IOException(
        """
        no room for data that are kept on disk
          path     %s
          wanted   %,d bytes
          free     %,d bytes
          fix      set workDirectory to a directory on a larger disk"""
            .formatted(directory.toAbsolutePath(), wanted, free));
  }
}
