package org.gnnautoscale.dataset.matlab;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How the numbers of an element are stored; may be narrower than the class of their matrix. */
enum MatType {
  INT8(1, Byte.BYTES),
  UINT8(2, Byte.BYTES),
  INT16(3, Short.BYTES),
  UINT16(4, Short.BYTES),
  INT32(5, Integer.BYTES),
  UINT32(6, Integer.BYTES),
  SINGLE(7, Float.BYTES),
  DOUBLE(9, Double.BYTES),
  INT64(12, Long.BYTES),
  UINT64(13, Long.BYTES);

  private final int code;
  private final int bytes;

  MatType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  static Optional<MatType> of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst();
  }

  /** Size of one number. */
  int bytes() {
    return bytes;
  }

  /** The next number; whole ones beyond 2^53 lose their last bits, and no index is that high. */
  double number(ByteBuffer in) {
    return switch (this) {
      case INT8 -> in.get();
      case UINT8 -> in.get() & 0xFF;
      case INT16 -> in.getShort();
      case UINT16 -> in.getShort() & 0xFFFF;
      case INT32 -> in.getInt();
      case UINT32 -> in.getInt() & 0xFFFFFFFFL;
      case SINGLE -> in.getFloat();
      case DOUBLE -> in.getDouble();
      case INT64, UINT64 -> in.getLong();
    };
  }
}
