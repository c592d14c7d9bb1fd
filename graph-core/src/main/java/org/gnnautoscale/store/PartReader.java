package org.gnnautoscale.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;

/**
 * Arrays of a part's file, one at a time, on the heap.
 *
 * <p>For the commands that look at a store; training maps the whole file off the heap instead.
 * Checks the header, not the checksum: see {@link Store#verify}.
 */
public final class PartReader implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final FSDataInputStream in;
  private final PartHeader header;

  private PartReader(Path file, FSDataInputStream in, PartHeader header) {
    this.file = file;
    this.in = in;
    this.header = header;
  }

  /** Opens a file and reads its header. */
  public static PartReader open(Path file) throws IOException {
    FSDataInputStream in = Storage.open(file);
    byte[] head = new byte[PartHeader.BYTES];
    try {
      in.readFully(0, head);
      return new PartReader(file, in, PartHeader.parse(ByteBuffer.wrap(head), file));
    } catch (EOFException e) {
      in.close();
      throw BadDataException.of("the file is shorter than the header of a part")
          .with("file", file)
          .because(e);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Which part it is, and what it has. */
  public PartHeader header() {
    return header;
  }

  /** An int64 array. */
  public long[] longs(String name) throws IOException {
    long[] values = new long[length(name, ValueType.I64)];
    read(name, (bytes, at) -> bytes.asLongBuffer().get(values, at, bytes.remaining() / Long.BYTES));
    return values;
  }

  /** An int32 array. */
  public int[] ints(String name) throws IOException {
    int[] values = new int[length(name, ValueType.I32)];
    read(name, (bytes, at) -> bytes.asIntBuffer().get(values, at, bytes.remaining() / 4));
    return values;
  }

  /** A float32 array. */
  public float[] floats(String name) throws IOException {
    float[] values = new float[length(name, ValueType.F32)];
    read(name, (bytes, at) -> bytes.asFloatBuffer().get(values, at, bytes.remaining() / 4));
    return values;
  }

  /** An array of bytes. */
  public byte[] bytes(String name) throws IOException {
    Section section = section(name);
    byte[] values = new byte[Math.toIntExact(section.length())];
    read(name, (bytes, at) -> bytes.get(values, at, bytes.remaining()));
    return values;
  }

  /** Original ids: a {@link Long} or a {@link String} for each node. */
  public Object[] ids() throws IOException {
    if (header.find("id").isPresent()) {
      return java.util.Arrays.stream(longs("id")).boxed().toArray();
    }
    long[] ptr = longs("idPtr");
    byte[] text = bytes("idText");
    Object[] ids = new Object[ptr.length - 1];
    for (int i = 0; i < ids.length; i++) {
      int start = (int) ptr[i];
      ids[i] = new String(text, start, (int) ptr[i + 1] - start, StandardCharsets.UTF_8);
    }
    return ids;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void read(String name, BiConsumer<ByteBuffer, Integer> into) throws IOException {
    Section section = section(name);
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (long at = 0; at < section.bytes(); at += buffer.length) {
        int bytes = (int) Math.min(buffer.length, section.bytes() - at);
        in.readFully(section.offset() + at, buffer, 0, bytes);
        into.accept(
            ByteBuffer.wrap(buffer, 0, bytes).order(ByteOrder.LITTLE_ENDIAN),
            (int) (at / section.type().bytes()));
      }
    } catch (EOFException e) {
      throw BadDataException.of("the file ends within one of its arrays")
          .with("file", file)
          .with("array", name)
          .because(e);
    }
  }

  private int length(String name, ValueType type) throws IOException {
    Section section = section(name);
    if (section.type() != type || section.length() > Integer.MAX_VALUE - 8) {
      throw BadDataException.of("an array of the part has a wrong type or size")
          .with("file", file)
          .with("array", name)
          .with("expected", type)
          .with("found", section.type() + " [" + section.length() + "]");
    }
    return (int) section.length();
  }

  private Section section(String name) throws IOException {
    return header
        .find(name)
        .orElseThrow(
            () ->
                BadDataException.of("the part lacks an array")
                    .with("file", file)
                    .with("array", name));
  }
}
