package org.gnnautoscale.dataset.numpy;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;

/**
 * What stands before the elements of an npy file: {@code \x93NUMPY}, version, length, and a Python
 * dict literal.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NPY
 *     format</a>
 */
final class NpyHeader {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern DESCR =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9L, ]*)\\)");

  private final NpyType type;
  private final boolean fortranOrder;
  private final long[] shape;
  private final int length;

  private NpyHeader(NpyType type, boolean fortranOrder, long[] shape, int length) {
    this.type = type;
    this.fortranOrder = fortranOrder;
    this.shape = shape;
    this.length = length;
  }

  static NpyHeader read(InputStream stream, Origin origin) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    try {
      byte[] start = new byte[MAGIC.length + 2];
      in.readFully(start);
      if (!Arrays.equals(MAGIC, Arrays.copyOf(start, MAGIC.length))) {
        throw notNpy(origin, "the first bytes are not \\x93NUMPY");
      }
      int major = start[MAGIC.length];
      if (major < 1 || major > 3) {
        throw notNpy(origin, "version " + major);
      }
      int length =
          major == 1
              ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
              : Integer.reverseBytes(in.readInt());
      if (length < 0 || length > MOST_BYTES) {
        throw notNpy(origin, "a header of %d bytes".formatted(length));
      }
      byte[] text = new byte[length];
      in.readFully(text);
      int all = start.length + (major == 1 ? Short.BYTES : Integer.BYTES) + length;
      return parse(new String(text, StandardCharsets.UTF_8), all, origin);
    } catch (EOFException e) {
      throw notNpy(origin, "the file is empty or truncated: it ends within the header").because(e);
    }
  }

  private static NpyHeader parse(String text, int length, Origin origin) throws IOException {
    Matcher order = ORDER.matcher(text);
    Matcher shape = SHAPE.matcher(text);
    if (!order.find() || !shape.find()) {
      throw notNpy(origin, "the header " + text.strip());
    }
    return new NpyHeader(
        type(text, origin), order.group(1).equals("True"), shape(shape.group(1), origin), length);
  }

  private static NpyType type(String text, Origin origin) throws IOException {
    Matcher descr = DESCR.matcher(text);
    try {
      if (descr.find()) {
        return NpyType.parse(descr.group(1));
      }
    } catch (IllegalArgumentException e) {
      throw unknownType(origin, descr.group(1)).because(e);
    }
    throw unknownType(origin, text.strip());
  }

  private static long[] shape(String text, Origin origin) throws IOException {
    String[] axes = text.replaceAll("[ L]", "").split(",");
    try {
      return Arrays.stream(axes)
          .filter(axis -> !axis.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw notNpy(origin, "the shape (%s)".formatted(text)).because(e);
    }
  }

  private static BadDataException notNpy(Origin origin, String found) {
    return origin
        .bad("not an array that NumPy saved")
        .with("found", found)
        .fix("save it again with numpy.save or numpy.savez");
  }

  private static BadDataException unknownType(Origin origin, String descr) {
    return origin
        .bad("an array has a type that is not supported")
        .with("expected", "floats of 4 or 8 bytes, integers, booleans or text")
        .with("found", descr)
        .fix("convert it with .astype before saving");
  }

  NpyType type() {
    return type;
  }

  long[] shape() {
    return shape;
  }

  /** Bytes before the first element. */
  int length() {
    return length;
  }

  long elements() {
    long product = 1;
    for (long axis : shape) {
      product = Math.multiplyExact(product, axis);
    }
    return product;
  }

  /**
   * Checks that the file is long enough for the shape, before memory is taken for it.
   *
   * @param available bytes of the file, header included
   */
  void requireWhole(long available, Origin origin) throws IOException {
    double expected = type.bytes();
    for (long axis : shape) {
      expected *= axis;
    }
    if (expected > available - length) {
      throw origin
          .bad("the file is truncated: its elements end early")
          .with("expected", "%.0f bytes for shape %s".formatted(expected, Arrays.toString(shape)))
          .with("found", Math.max(0, available - length) + " bytes")
          .fix("copy or download the file again");
    }
  }

  /** Place of an element in row-major order, from its place in the file. */
  long place(long inFile) {
    if (!fortranOrder) {
      return inFile;
    }
    long place = 0;
    long rest = inFile;
    for (long axis : shape) {
      place = place * axis + rest % axis;
      rest /= axis;
    }
    return place;
  }
}
