package org.gnnautoscale.dataset.matlab;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;

/**
 * The elements of a MAT-file or of a matrix in it: type, length, data, padding to 8 bytes.
 *
 * <p>Memory grows with the bytes that are there, whatever length an element states. Not
 * thread-safe.
 */
final class MatInput implements Closeable {

  private static final int TAG_BYTES = 8;
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int FIRST_CAPACITY = 1024;

  private final Origin origin;
  private final InputStream in;
  private final ByteBuffer buffer;

  /**
   * What stands before the data of an element.
   *
   * @param type code of its type
   * @param bytes of its data
   * @param isSmall whether the data are in the tag's own 8 bytes
   */
  record Tag(int type, long bytes, boolean isSmall) {

    /** Bytes after the tag, with padding. */
    long padded() {
      return isSmall ? TAG_BYTES / 2 : (bytes + TAG_BYTES - 1) / TAG_BYTES * TAG_BYTES;
    }
  }

  /** Takes numbers. */
  interface Sink {
    void take(long index, double value) throws IOException;
  }

  MatInput(InputStream in, ByteOrder order, Origin origin) {
    this.in = in;
    this.origin = origin;
    this.buffer = ByteBuffer.allocate(CHUNK_BYTES).order(order);
  }

  /** Reads the tag of the next element. */
  Tag tag() throws IOException {
    fill(TAG_BYTES / 2);
    int first = buffer.getInt();
    if (first >>> 16 != 0) {
      return new Tag(first & 0xFFFF, Math.min(first >>> 16, TAG_BYTES / 2), true);
    }
    fill(TAG_BYTES / 2);
    return new Tag(first, Integer.toUnsignedLong(buffer.getInt()), false);
  }

  /** Bytes of an element that must be short. */
  byte[] bytes(Tag tag, int most) throws IOException {
    if (tag.bytes > most) {
      throw damaged("an element of %d bytes, where at most %d are".formatted(tag.bytes, most));
    }
    byte[] bytes = new byte[(int) tag.bytes];
    fill(bytes.length);
    buffer.get(bytes);
    skip(tag.padded() - tag.bytes);
    return bytes;
  }

  /** Number of numbers in an element. */
  long count(Tag tag) throws IOException {
    return tag.bytes / type(tag).bytes();
  }

  /** Hands the first numbers of an element on, and passes over the others. */
  void numbers(Tag tag, long most, Sink sink) throws IOException {
    MatType type = type(tag);
    long count = Math.min(most, count(tag));
    int atOnce = CHUNK_BYTES / type.bytes();
    for (long index = 0; index < count; ) {
      int now = (int) Math.min(atOnce, count - index);
      fill(now * type.bytes());
      for (int i = 0; i < now; i++) {
        sink.take(index++, type.number(buffer));
      }
    }
    skip(tag.padded() - count * type.bytes());
  }

  /** All numbers of an element, which must be from 0 to 2^31 - 1. */
  int[] indices(Tag tag) throws IOException {
    Indices indices = new Indices();
    numbers(tag, Long.MAX_VALUE, indices::add);
    return Arrays.copyOf(indices.numbers, indices.size);
  }

  private final class Indices {

    private int[] numbers = new int[FIRST_CAPACITY];
    private int size;

    void add(long index, double value) throws IOException {
      if (value < 0 || value > Integer.MAX_VALUE || size == Integer.MAX_VALUE - 8) {
        throw damaged("%.0f as an index of a sparse matrix".formatted(value));
      }
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * size));
      }
      numbers[size++] = (int) value;
    }
  }

  /** Reads to the end, where zlib compares its checksum. */
  void drain() throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (ZipException | EOFException e) {
      throw damaged("compressed data that end early or are broken").because(e);
    }
  }

  /** Begins an error about bytes that cannot be. */
  BadDataException damaged(String found) {
    return origin
        .bad("the file is truncated or damaged")
        .with("found", found)
        .fix("copy or download the file again");
  }

  private MatType type(Tag tag) throws IOException {
    return MatType.of(tag.type)
        .orElseThrow(() -> damaged("type %d, which is none of numbers".formatted(tag.type)));
  }

  private void fill(int bytes) throws IOException {
    int found;
    try {
      found = in.readNBytes(buffer.array(), 0, bytes);
    } catch (ZipException | EOFException e) {
      throw damaged("compressed data that end early or are broken").because(e);
    }
    if (found < bytes) {
      throw damaged(
          "the end of the file or of a matrix, where %d more bytes are stated"
              .formatted(bytes - found));
    }
    buffer.position(0).limit(bytes);
  }

  private void skip(long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      int now = (int) Math.min(left, CHUNK_BYTES);
      fill(now);
      left -= now;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
