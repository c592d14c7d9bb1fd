package org.gnnautoscale.dataset.matlab;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** MAT-files as MATLAB saves them, for tests. */
public final class MatBytes {

  private static final int INT8 = 1;
  private static final int INT32 = 5;
  private static final int UINT32 = 6;
  private static final int DOUBLE = 9;
  private static final int SPARSE_CLASS = 5;
  private static final int DOUBLE_CLASS = 6;
  private static final int NO_CLASS = 0;

  private final ByteOrder order;

  /** For files of one byte order. */
  public MatBytes(ByteOrder order) {
    this.order = order;
  }

  /** For files as they are today. */
  public static MatBytes little() {
    return new MatBytes(ByteOrder.LITTLE_ENDIAN);
  }

  /** A file of variables. */
  public byte[] file(byte[]... variables) {
    byte[] header = Arrays.copyOf("MATLAB 5.0 MAT-file".getBytes(StandardCharsets.UTF_8), 128);
    Arrays.fill(header, 19, 116, (byte) ' ');
    ByteBuffer.wrap(header)
        .order(order)
        .putShort(124, (short) 0x0100)
        .putShort(126, (short) 0x4D49);
    return joined(header, joined(variables));
  }

  /** A full matrix of doubles, column by column. */
  public byte[] dense(String name, int rows, int columns, double... values) {
    return matrix(name, DOUBLE_CLASS, rows, columns, element(DOUBLE, values));
  }

  /** A full matrix of doubles that are stored as another type. */
  public byte[] narrow(int type, String name, int rows, int columns, double... values) {
    return matrix(name, DOUBLE_CLASS, rows, columns, element(type, values));
  }

  /** A sparse matrix; {@code ir} and the values may be too long. */
  public byte[] sparse(
      String name, int rows, int columns, double[] ir, double[] jc, double... values) {
    byte[] parts = joined(element(INT32, ir), element(INT32, jc), element(DOUBLE, values));
    return matrix(name, SPARSE_CLASS, rows, columns, parts);
  }

  /** A variable of any class; {@code data} are its elements. */
  public byte[] matrix(String name, int flags, int rows, int columns, byte[] data) {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    double[] letters = new double[text.length];
    Arrays.setAll(letters, i -> text[i]);
    return tagged(
        14,
        joined(
            element(UINT32, flags, NO_CLASS),
            element(INT32, rows, columns),
            element(INT8, letters),
            data));
  }

  /** A variable in zlib data. */
  public byte[] compressed(byte[] variable) {
    Deflater deflater = new Deflater();
    deflater.setInput(variable);
    deflater.finish();
    byte[] bytes = new byte[variable.length + 64];
    int length = deflater.deflate(bytes);
    deflater.end();
    return tagged(15, Arrays.copyOf(bytes, length));
  }

  private byte[] element(int type, double... values) {
    int width = type < 3 ? 1 : type < 5 ? 2 : type == 9 ? 8 : 4;
    ByteBuffer data = ByteBuffer.allocate(width * values.length).order(order);
    for (double value : values) {
      switch (width) {
        case 1 -> data.put((byte) value);
        case 2 -> data.putShort((short) value);
        case 4 -> data.putInt((int) value);
        default -> data.putDouble(value);
      }
    }
    return data.capacity() > 0 && data.capacity() <= 4
        ? small(type, data.array())
        : padded(tagged(type, data.array()));
  }

  private byte[] small(int type, byte[] data) {
    ByteBuffer all = ByteBuffer.allocate(8).order(order);
    return all.putInt(data.length << 16 | type).put(data).array();
  }

  private byte[] tagged(int type, byte[] data) {
    ByteBuffer all = ByteBuffer.allocate(8 + data.length).order(order);
    return all.putInt(type).putInt(data.length).put(data).array();
  }

  private static byte[] padded(byte[] bytes) {
    return Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
