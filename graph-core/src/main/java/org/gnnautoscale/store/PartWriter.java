package org.gnnautoscale.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.ListedFiles;

/** Writes one part to one new file, in the order of its sections and without going back. */
public final class PartWriter {

  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private PartWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Writes a file that must not exist yet.
   *
   * @return what the manifest has to say of it
   */
  public static PartFile write(FileSystem system, Path file, PartContent content)
      throws IOException {
    PartHeader header = content.header();
    CRC32C sum = new CRC32C();
    try (OutputStream out = new CheckedOutputStream(system.create(file, false), sum)) {
      PartWriter writer = new PartWriter(out);
      out.write(header.toBytes().array());
      for (PartContent.Named array : content.arrays()) {
        writer.put(array.values());
      }
    }
    return new PartFile(
        header.part(),
        file.getName(),
        header.fileBytes(),
        ListedFiles.hex(sum),
        header.firstNode(),
        header.nodes(),
        header.arcs(),
        header.halo());
  }

  private void put(Object values) throws IOException {
    long bytes;
    if (values instanceof long[] longs) {
      bytes = put(longs);
    } else if (values instanceof int[] ints) {
      bytes = put(ints);
    } else if (values instanceof float[] floats) {
      bytes = put(floats);
    } else {
      byte[] raw = (byte[]) values;
      out.write(raw);
      bytes = raw.length;
    }
    flush();
    out.write(new byte[(int) (PartHeader.aligned(bytes) - bytes)]);
  }

  private long put(long[] values) throws IOException {
    for (long value : values) {
      room(Long.BYTES).putLong(value);
    }
    return (long) values.length * Long.BYTES;
  }

  private long put(int[] values) throws IOException {
    for (int value : values) {
      room(Integer.BYTES).putInt(value);
    }
    return (long) values.length * Integer.BYTES;
  }

  private long put(float[] values) throws IOException {
    for (float value : values) {
      room(Float.BYTES).putFloat(value);
    }
    return (long) values.length * Float.BYTES;
  }

  private ByteBuffer room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
    return buffer;
  }

  private void flush() throws IOException {
    out.write(buffer.array(), 0, buffer.position());
    buffer.clear();
  }
}
