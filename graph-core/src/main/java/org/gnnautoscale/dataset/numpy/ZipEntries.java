package org.gnnautoscale.dataset.numpy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;

/**
 * The directory at the end of a ZIP archive, on any file system ({@code java.util.zip} reads it of
 * local files only).
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 4.3, ZIP64
 *     included</a>
 */
final class ZipEntries {

  private static final int END_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int LONGEST_COMMENT = 65535;
  private static final int LOCATOR_BYTES = 20;
  private static final int LOCATOR_SIGNATURE = 0x07064b50;
  private static final int LARGE_END_BYTES = 56;
  private static final int LARGE_END_SIGNATURE = 0x06064b50;
  private static final int ENTRY_BYTES = 46;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int LOCAL_BYTES = 30;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LARGE_EXTRA = 1;
  private static final long IN_EXTRA = 0xFFFFFFFFL;

  private ZipEntries() {}

  /**
   * One member.
   *
   * @param method 0 stored, 8 deflated
   * @param crc CRC-32 of the plain bytes
   * @param start of its local header
   */
  record Entry(String name, int method, long crc, long compressedBytes, long bytes, long start) {}

  static Map<String, Entry> read(Path file, Origin origin) throws IOException {
    long length = Storage.status(file, "file").getLen();
    try (FSDataInputStream in = Storage.open(file)) {
      if (length == 0) {
        throw origin.bad("the file is empty").fix("copy or download the file again");
      }
      return read(in, length, origin);
    } catch (EOFException | IndexOutOfBoundsException | IllegalArgumentException e) {
      throw damaged(origin, "its directory ends early").because(e);
    }
  }

  private static Map<String, Entry> read(FSDataInputStream in, long length, Origin origin)
      throws IOException {
    int tailBytes = (int) Math.min(length, END_BYTES + LONGEST_COMMENT);
    ByteBuffer tail = bytes(in, length - tailBytes, tailBytes);
    int end = tailBytes - END_BYTES;
    while (end >= 0 && tail.getInt(end) != END_SIGNATURE) {
      end--;
    }
    if (end < 0) {
      throw damaged(origin, "no directory at the end of %d bytes".formatted(length));
    }
    long count = Short.toUnsignedInt(tail.getShort(end + 10));
    long size = Integer.toUnsignedLong(tail.getInt(end + 12));
    long start = Integer.toUnsignedLong(tail.getInt(end + 16));
    long locator = length - tailBytes + end - LOCATOR_BYTES;
    if (locator >= 0 && bytes(in, locator, LOCATOR_BYTES).getInt(0) == LOCATOR_SIGNATURE) {
      long largeEnd = bytes(in, locator, LOCATOR_BYTES).getLong(8);
      ByteBuffer large = bytes(in, largeEnd, LARGE_END_BYTES);
      if (large.getInt(0) != LARGE_END_SIGNATURE) {
        throw damaged(origin, "the ZIP64 directory is missing");
      }
      count = large.getLong(32);
      size = large.getLong(40);
      start = large.getLong(48);
    }
    return entries(
        bytes(in, start, Math.toIntExact(Math.min(size, Integer.MAX_VALUE))), count, origin);
  }

  private static Map<String, Entry> entries(ByteBuffer directory, long count, Origin origin)
      throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    int at = 0;
    for (long i = 0; i < count; i++) {
      if (directory.getInt(at) != ENTRY_SIGNATURE) {
        throw damaged(origin, "its directory is broken");
      }
      int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
      int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
      int commentBytes = Short.toUnsignedInt(directory.getShort(at + 32));
      Entry entry = entry(directory, at, nameBytes, extraBytes);
      entries.put(entry.name, entry);
      at += ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
    }
    return entries;
  }

  private static Entry entry(ByteBuffer in, int at, int nameBytes, int extraBytes) {
    byte[] name = new byte[nameBytes];
    in.get(at + ENTRY_BYTES, name);
    ByteBuffer large = largeExtra(in, at + ENTRY_BYTES + nameBytes, extraBytes);
    long bytes = sizeOr(large, in.getInt(at + 24));
    long compressed = sizeOr(large, in.getInt(at + 20));
    long start = sizeOr(large, in.getInt(at + 42));
    return new Entry(
        new String(name, StandardCharsets.UTF_8),
        Short.toUnsignedInt(in.getShort(at + 10)),
        Integer.toUnsignedLong(in.getInt(at + 16)),
        compressed,
        bytes,
        start);
  }

  /** The values that do not fit into 4 bytes, in the order in which they are asked for. */
  private static ByteBuffer largeExtra(ByteBuffer in, int start, int length) {
    int at = start;
    while (at + 4 <= start + length) {
      int size = Short.toUnsignedInt(in.getShort(at + 2));
      if (in.getShort(at) == LARGE_EXTRA) {
        return in.slice(at + 4, size).order(ByteOrder.LITTLE_ENDIAN);
      }
      at += 4 + size;
    }
    return ByteBuffer.allocate(0);
  }

  private static long sizeOr(ByteBuffer large, int small) {
    long value = Integer.toUnsignedLong(small);
    return value == IN_EXTRA && large.remaining() >= Long.BYTES ? large.getLong() : value;
  }

  /** Where the bytes of a member begin; its local header has a length of its own. */
  static long dataStart(FSDataInputStream in, Entry entry, Origin place) throws IOException {
    try {
      ByteBuffer local = bytes(in, entry.start, LOCAL_BYTES);
      if (local.getInt(0) != LOCAL_SIGNATURE) {
        throw damaged(place, "a header is broken");
      }
      int names = Short.toUnsignedInt(local.getShort(26)) + Short.toUnsignedInt(local.getShort(28));
      return entry.start + LOCAL_BYTES + names;
    } catch (EOFException e) {
      throw damaged(place, "a header is missing").because(e);
    }
  }

  private static ByteBuffer bytes(FSDataInputStream in, long start, int length) throws IOException {
    byte[] bytes = new byte[length];
    in.readFully(start, bytes);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static BadDataException damaged(Origin origin, String found) {
    return origin
        .bad("the file is truncated, damaged, or no npz archive")
        .with("found", found)
        .fix("copy or download the file again");
  }
}
