package org.gnnautoscale.dataset.numpy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;

/**
 * An array that NumPy saved: its type and shape; the elements are read each time they are asked
 * for.
 *
 * <p>Elements come in row-major order, whatever the order in the file.
 */
public final class NpyArray {

  private static final int CHUNK_BYTES = 1 << 16;

  private final Origin origin;
  private final NpyHeader header;
  private final Opener opener;

  /** Opens the bytes of an npy file from their beginning. */
  interface Opener {
    InputStream open() throws IOException;
  }

  private interface Sink {
    void take(int place, ByteBuffer in) throws IOException;
  }

  private NpyArray(Origin origin, NpyHeader header, Opener opener) {
    this.origin = origin;
    this.header = header;
    this.opener = opener;
  }

  /**
   * An array in a file of its own.
   *
   * @throws BadDataException if there is no such file, or it is no npy file
   */
  public static NpyArray of(Path file) throws IOException {
    long bytes = Storage.status(file, "file").getLen();
    return of(Origin.of(file), bytes, () -> Storage.open(file));
  }

  /**
   * An array in any stream.
   *
   * @param bytes that the stream has
   */
  static NpyArray of(Origin origin, long bytes, Opener opener) throws IOException {
    try (InputStream in = opener.open()) {
      NpyHeader header = NpyHeader.read(in, origin);
      header.requireWhole(bytes, origin);
      return new NpyArray(origin, header, opener);
    }
  }

  /** Where it comes from. */
  public Origin origin() {
    return origin;
  }

  /** Number of axes. */
  public int rank() {
    return header.shape().length;
  }

  /** Elements along an axis. */
  public long length(int axis) {
    return header.shape()[axis];
  }

  /** The shape as NumPy prints it. */
  public String shape() {
    return Arrays.stream(header.shape())
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Whether the elements are text. */
  public boolean isText() {
    return header.type().isText();
  }

  /** Whether the elements are floats. */
  public boolean isFraction() {
    return header.type().isFraction();
  }

  /** Whether the elements are Python objects, which are never read. */
  public boolean isObject() {
    return header.type().isObject();
  }

  /**
   * All elements as whole numbers.
   *
   * @throws BadDataException if one has a fraction, or they are text
   */
  public long[] wholeNumbers() throws IOException {
    requireNumbers();
    long[] numbers = new long[count()];
    NpyType type = header.type();
    if (!type.isFraction()) {
      forEach((place, in) -> numbers[place] = type.whole(in));
      return numbers;
    }
    forEach(
        (place, in) -> {
          double value = type.number(in);
          if (value != Math.rint(value) || Double.isInfinite(value)) {
            throw fractional(place, value);
          }
          numbers[place] = (long) value;
        });
    return numbers;
  }

  /**
   * All elements as floats.
   *
   * @throws BadDataException if they are text
   */
  public float[] floats() throws IOException {
    requireNumbers();
    float[] numbers = new float[count()];
    forEach((place, in) -> numbers[place] = (float) header.type().number(in));
    return numbers;
  }

  /**
   * The rows of an array with two axes, as floats.
   *
   * @throws BadDataException if they are text
   */
  public float[][] floatRows() throws IOException {
    requireNumbers();
    int rows = Math.toIntExact(length(0));
    int width = Math.toIntExact(length(1));
    float[][] values = new float[rows][width];
    try (InputStream in = elements()) {
      Chunks chunks = new Chunks(in);
      long elements = header.elements();
      for (long i = 0; i < elements; i++) {
        long place = header.place(i);
        values[(int) (place / width)][(int) (place % width)] =
            (float) header.type().number(chunks.next());
      }
    }
    return values;
  }

  /**
   * All elements as text.
   *
   * @throws BadDataException if they are numbers
   */
  public String[] texts() throws IOException {
    if (!isText()) {
      throw wrongType("text");
    }
    String[] texts = new String[count()];
    forEach((place, in) -> texts[place] = header.type().text(in));
    return texts;
  }

  /**
   * Checks the number of axes.
   *
   * @param expected shape in words, e.g. {@code [2, E]}
   * @throws BadDataException if there are more or fewer
   */
  public NpyArray requireRank(int rank, String expected) throws IOException {
    if (rank() != rank) {
      throw wrongShape(expected);
    }
    return this;
  }

  /** An error about the shape, which the caller completes and throws. */
  public BadDataException wrongShape(String expected) {
    return origin
        .bad("an array has the wrong shape")
        .with("expected", expected)
        .with("found", shape())
        .fix("reshape the array before saving it");
  }

  /** An error about the shape of an array whose transpose would fit. */
  public BadDataException transposed(String expected) {
    return origin
        .bad("an array looks transposed")
        .with("expected", expected)
        .with("found", shape())
        .fix("save its transpose: numpy.save(file, array.T)");
  }

  private BadDataException fractional(int place, double value) {
    long width = rank() == 2 ? length(1) : 1;
    BadDataException error = origin.badRow("expected a whole number", place / width);
    return (rank() == 2 ? error.with("column", place % width) : error)
        .with("value", value)
        .fix(
            "ids and class numbers have no fraction: correct the value, and save with .astype('int64')");
  }

  private void requireNumbers() throws IOException {
    if (isText() || isObject()) {
      throw wrongType("numbers");
    }
  }

  private BadDataException wrongType(String expected) {
    return origin
        .bad("an array has the wrong type")
        .with("expected", expected)
        .with("found", header.type())
        .fix("convert it with .astype before saving");
  }

  private int count() throws IOException {
    long count = header.elements();
    if (count > Integer.MAX_VALUE - 8) {
      throw origin
          .bad("an array is too large")
          .with("found", shape())
          .with("expected", "fewer than 2^31 elements");
    }
    return (int) count;
  }

  private void forEach(Sink sink) throws IOException {
    int count = count();
    try (InputStream in = elements()) {
      Chunks chunks = new Chunks(in);
      for (int i = 0; i < count; i++) {
        sink.take((int) header.place(i), chunks.next());
      }
    }
  }

  private InputStream elements() throws IOException {
    InputStream in = opener.open();
    in.skipNBytes(header.length());
    return in;
  }

  /** The elements of the file, one after the other. */
  private final class Chunks {

    private final InputStream in;
    private final int bytes = Math.max(1, header.type().bytes());
    private final ByteBuffer buffer =
        ByteBuffer.allocate(Math.max(bytes, CHUNK_BYTES / bytes * bytes))
            .order(header.type().order());
    private long left = header.elements() * header.type().bytes();

    Chunks(InputStream in) {
      this.in = in;
      buffer.limit(0);
    }

    ByteBuffer next() throws IOException {
      if (!buffer.hasRemaining() && left > 0) {
        fill();
      }
      return buffer;
    }

    private void fill() throws IOException {
      int wanted = (int) Math.min(buffer.capacity(), left);
      int found = in.readNBytes(buffer.array(), 0, wanted);
      if (found < wanted) {
        long all = header.elements() * header.type().bytes();
        throw origin
            .bad("the file is truncated: its elements end early")
            .with("expected", all + " bytes for shape " + shape())
            .with("found", (all - left + found) + " bytes")
            .fix("copy or download the file again");
      }
      left -= wanted;
      buffer.position(0).limit(wanted);
    }
  }
}
