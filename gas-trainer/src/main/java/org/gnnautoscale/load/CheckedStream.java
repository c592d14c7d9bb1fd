package org.gnnautoscale.load;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;

/** A file read from its first byte to its last; all of them enter the checksum. */
final class CheckedStream {

  private final InputStream in;
  private final Path path;
  private final CRC32C sum = new CRC32C();
  private final byte[] buffer = new byte[1 << 20];

  CheckedStream(InputStream in, Path path) {
    this.in = in;
    this.path = path;
  }

  /** The next bytes, on the heap. */
  byte[] take(int bytes) throws IOException {
    byte[] taken = in.readNBytes(bytes);
    if (taken.length < bytes) {
      throw endsEarly();
    }
    sum.update(taken, 0, bytes);
    return taken;
  }

  /** Fills off-heap memory with the next bytes. */
  void fill(MemorySegment place) throws IOException {
    for (long at = 0; at < place.byteSize(); ) {
      int read = read(place.byteSize() - at);
      MemorySegment.copy(buffer, 0, place, ValueLayout.JAVA_BYTE, at, read);
      at += read;
    }
  }

  void skip(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      left -= read(left);
    }
  }

  CRC32C sum() {
    return sum;
  }

  private int read(long most) throws IOException {
    int read = in.read(buffer, 0, (int) Math.min(most, buffer.length));
    if (read < 0) {
      throw endsEarly();
    }
    sum.update(buffer, 0, read);
    return read;
  }

  private BadDataException endsEarly() {
    return BadDataException.of("the file ends early")
        .with("file", path)
        .fix("restore it from a copy, or make the store again with --overwrite");
  }
}
