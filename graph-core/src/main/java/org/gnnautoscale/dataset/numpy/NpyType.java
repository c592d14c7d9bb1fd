package org.gnnautoscale.dataset.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The type of an array's elements, as {@code descr} writes it: byte order, kind, size.
 *
 * @param order of the bytes of one element
 * @param kind {@code f i u b U S} or {@code O}
 * @param size of one element in units of its kind: bytes, or characters of {@code U}
 */
record NpyType(ByteOrder order, char kind, int size) {

  private static final int BYTES_OF_A_CHARACTER = 4;

  /**
   * Reads a {@code descr}.
   *
   * @throws IllegalArgumentException if it is none that is supported
   */
  static NpyType parse(String descr) {
    String text = descr.matches("[<>=|].*") ? descr : "<" + descr;
    ByteOrder order = text.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    String type = text.substring(1);
    if (type.equals("O")) {
      return new NpyType(order, 'O', 0);
    }
    if (!type.matches("f4|f8|i1|i2|i4|i8|u1|u2|u4|u8|b1|U[0-9]{1,7}|S[0-9]{1,7}")) {
      throw new IllegalArgumentException(descr);
    }
    return new NpyType(order, type.charAt(0), Integer.parseInt(type.substring(1)));
  }

  int bytes() {
    return kind == 'U' ? BYTES_OF_A_CHARACTER * size : size;
  }

  boolean isText() {
    return kind == 'U' || kind == 'S';
  }

  boolean isFraction() {
    return kind == 'f';
  }

  boolean isObject() {
    return kind == 'O';
  }

  double number(ByteBuffer in) {
    if (kind != 'f') {
      return (double) whole(in);
    }
    return size == Float.BYTES ? in.getFloat() : in.getDouble();
  }

  /** An integer or boolean; u8 above 2^63 - 1 becomes negative, and no id or label is that high. */
  long whole(ByteBuffer in) {
    boolean signed = kind == 'i';
    return switch (size) {
      case 1 -> signed ? in.get() : in.get() & 0xFF;
      case 2 -> signed ? in.getShort() : in.getShort() & 0xFFFF;
      case 4 -> signed ? in.getInt() : in.getInt() & 0xFFFFFFFFL;
      default -> in.getLong();
    };
  }

  String text(ByteBuffer in) {
    byte[] bytes = new byte[bytes()];
    in.get(bytes);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    if (kind == 'S') {
      return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
    ByteBuffer characters = ByteBuffer.wrap(bytes).order(order);
    StringBuilder text = new StringBuilder(size);
    for (int i = 0; i < end; i += BYTES_OF_A_CHARACTER) {
      text.appendCodePoint(characters.getInt(i));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return (order == ByteOrder.BIG_ENDIAN ? ">" : size == 1 && kind != 'U' ? "|" : "<")
        + kind
        + (isObject() ? "" : size);
  }
}
