package org.gnnautoscale.dataset.matlab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.InflaterInputStream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.matlab.MatInput.Tag;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.BoundedInputStream;
import org.gnnautoscale.io.Storage;

/**
 * A MAT-file of version 5: its variables by name; their values are read when they are asked for.
 *
 * <pre>
 * 128 bytes  text, version 0x0100, byte order IM (little) or MI (big)
 * elements   each a matrix, or zlib data of one
 * </pre>
 *
 * @see <a href="https://www.mathworks.com/help/pdf_doc/matlab/matfile_format.pdf">MAT-file
 *     format</a>
 */
public final class MatFile {

  static final int MATRIX = 14;
  private static final int COMPRESSED = 15;
  private static final int HEADER_BYTES = 128;
  private static final int TAG_BYTES = 8;
  private static final int VERSION_5 = 0x0100;

  /** What zlib can make of one byte at most, rounded up. */
  private static final int MOST_INFLATION = 1100;

  private final Origin origin;
  private final ByteOrder order;
  private final List<MatMatrix> variables = new ArrayList<>();

  private MatFile(Origin origin, ByteOrder order) {
    this.origin = origin;
    this.order = order;
  }

  /**
   * Reads the names and shapes of the variables.
   *
   * @throws BadDataException if the file is empty, truncated, or of another version
   */
  public static MatFile of(Path path) throws IOException {
    Origin origin = Origin.of(path);
    long length = Storage.status(path, "file").getLen();
    try (FSDataInputStream in = Storage.open(path)) {
      if (length == 0) {
        throw origin.bad("the file is empty").fix("copy or download the file again");
      }
      byte[] header = in.readNBytes(HEADER_BYTES);
      MatFile file = new MatFile(origin, order(header, origin));
      file.readVariables(in, length);
      return file;
    }
  }

  private static ByteOrder order(byte[] header, Origin origin) throws IOException {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    String end = text.length() < HEADER_BYTES ? "" : text.substring(HEADER_BYTES - 2);
    if (end.equals("IM") || end.equals("MI")) {
      ByteOrder order = end.equals("IM") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      if (ByteBuffer.wrap(header).order(order).getShort(HEADER_BYTES - 4) == VERSION_5) {
        return order;
      }
    }
    boolean hdf5 = text.startsWith("MATLAB 7.3") || text.startsWith("\u0089HDF");
    throw origin
        .bad("not a MAT-file of version 5")
        .with("expected", "128 bytes that end in version 0x0100 and IM or MI")
        .with("found", hdf5 ? "version 7.3 (HDF5)" : text.strip().replaceAll("[^ -~]", "?"))
        .fix("save the variables again: save(file, ..., '-v7') or scipy.io.savemat");
  }

  private void readVariables(FSDataInputStream in, long length) throws IOException {
    long at = HEADER_BYTES;
    while (at < length) {
      in.seek(at);
      MatInput elements = new MatInput(in, order, origin);
      Tag tag = elements.tag();
      long start = at + TAG_BYTES;
      if (tag.isSmall() || tag.bytes() > length - start) {
        throw elements.damaged(
            "an element of %d bytes at byte %d of %d".formatted(tag.bytes(), at, length));
      }
      if (tag.type() == MATRIX || tag.type() == COMPRESSED) {
        addVariable(new Place(start, tag.bytes(), tag.type() == COMPRESSED));
      }
      at = start + tag.bytes();
    }
  }

  private void addVariable(Place place) throws IOException {
    try (MatInput in = open(place)) {
      MatMatrix matrix = MatMatrix.read(in, this, place);
      if (!matrix.name().isEmpty()) {
        variables.add(matrix);
      }
    }
  }

  /**
   * Where a variable lies.
   *
   * @param start its first byte, after the tag
   * @param bytes in the file
   * @param isCompressed whether they are zlib data
   */
  record Place(long start, long bytes, boolean isCompressed) {}

  /** The elements of a variable: flags, dimensions, name, data. */
  @SuppressWarnings("resource") // whoever reads the elements closes them
  MatInput open(Place place) throws IOException {
    FSDataInputStream file = Storage.open(origin.file());
    try {
      file.seek(place.start);
      InputStream bytes = new BoundedInputStream(file, place.bytes);
      if (!place.isCompressed) {
        return new MatInput(bytes, order, origin);
      }
      InputStream plain = new InflaterInputStream(bytes);
      MatInput whole = new MatInput(plain, order, origin);
      Tag tag = whole.tag();
      if (tag.type() != MATRIX || tag.bytes() > MOST_INFLATION * (place.bytes + 1)) {
        throw whole.damaged(
            "compressed data of type %d and %d bytes, out of %d"
                .formatted(tag.type(), tag.bytes(), place.bytes));
      }
      return whole;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** Where it lies. */
  public Origin origin() {
    return origin;
  }

  /** A variable, if there is one of that name. */
  public Optional<MatMatrix> find(String name) {
    return variables.stream().filter(variable -> variable.name().equals(name)).findFirst();
  }

  /** Names, shapes and classes of all variables, for errors. */
  public String contents() {
    return variables.isEmpty()
        ? "no variable"
        : variables.stream().map(MatMatrix::toString).collect(Collectors.joining(", "));
  }
}
