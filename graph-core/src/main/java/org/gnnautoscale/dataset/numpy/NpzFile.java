package org.gnnautoscale.dataset.numpy;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.BoundedInputStream;
import org.gnnautoscale.io.Storage;

/**
 * The arrays of an npz archive, a ZIP of {@code .npy} members that are stored or deflated.
 *
 * <p>Read by its directory rather than front to back, as members that were stored while streaming
 * do not say their size in front. The checksum of a member is checked when its last byte is read.
 */
public final class NpzFile {

  private static final int DEFLATED = 8;
  private static final int STORED = 0;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String SUFFIX = ".npy";

  private final Origin origin;
  private final Map<String, ZipEntries.Entry> members;

  private NpzFile(Origin origin, Map<String, ZipEntries.Entry> members) {
    this.origin = origin;
    this.members = members;
  }

  /**
   * Reads the directory of an archive.
   *
   * @throws BadDataException if it is empty, truncated or no archive
   */
  public static NpzFile of(Path file) throws IOException {
    Origin origin = Origin.of(file);
    return new NpzFile(origin, ZipEntries.read(file, origin));
  }

  /** Where it lies. */
  public Origin origin() {
    return origin;
  }

  /** Names of the arrays. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String member : members.keySet()) {
      if (member.endsWith(SUFFIX)) {
        names.add(member.substring(0, member.length() - SUFFIX.length()));
      }
    }
    return names;
  }

  /** Whether there is such an array. */
  public boolean has(String name) {
    return members.containsKey(name + SUFFIX);
  }

  /**
   * One of the arrays.
   *
   * @throws BadDataException if there is none of that name
   */
  public NpyArray array(String name) throws IOException {
    ZipEntries.Entry entry = members.get(name + SUFFIX);
    if (entry == null) {
      throw origin
          .bad("an array is missing")
          .with("expected", name)
          .with("found", String.join(", ", names()))
          .fix("add the array, or check that the file is of the format");
    }
    return NpyArray.of(origin.array(name), entry.bytes(), () -> open(entry, origin.array(name)));
  }

  private InputStream open(ZipEntries.Entry entry, Origin place) throws IOException {
    if (entry.method() != STORED && entry.method() != DEFLATED) {
      throw place
          .bad("an array is compressed in a way that is not supported")
          .with("expected", "stored or deflated")
          .with("found", "ZIP method " + entry.method())
          .fix("save it again with numpy.savez_compressed");
    }
    FSDataInputStream file = Storage.open(origin.file());
    file.seek(ZipEntries.dataStart(file, entry, place));
    InputStream bytes = new BoundedInputStream(file, entry.compressedBytes());
    InputStream plain =
        entry.method() == STORED
            ? new BufferedInputStream(bytes, BUFFER_BYTES)
            : new EndingInflaterStream(bytes, new Inflater(true));
    return new MemberStream(new CheckedInputStream(plain, new CRC32()), entry, place);
  }

  /** Frees the inflater that it was given. */
  private static final class EndingInflaterStream extends InflaterInputStream {

    EndingInflaterStream(InputStream in, Inflater inflater) {
      super(in, inflater, BUFFER_BYTES);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }

  /** Turns damage into an error that names the array, and compares the checksum at the end. */
  private static final class MemberStream extends InputStream {

    private final CheckedInputStream in;
    private final ZipEntries.Entry entry;
    private final Origin place;
    private long read;

    MemberStream(CheckedInputStream in, ZipEntries.Entry entry, Origin place) {
      this.in = in;
      this.entry = entry;
      this.place = place;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count;
      try {
        count = in.read(into, offset, length);
      } catch (ZipException | EOFException e) {
        throw damaged().because(e);
      }
      read += Math.max(0, count);
      boolean whole = read == entry.bytes();
      if (whole ? in.getChecksum().getValue() != entry.crc() : count < 0 || read > entry.bytes()) {
        throw damaged();
      }
      return count;
    }

    private BadDataException damaged() {
      return place
          .bad("the file is damaged or truncated: an array does not match its checksum")
          .fix("copy or download the file again");
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
