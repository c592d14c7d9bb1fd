package org.gnnautoscale.store;

/** Little-endian types of a section's values. */
public enum ValueType {
  U8(1, 1),
  I8(2, 1),
  I32(3, 4),
  I64(4, 8),
  F32(5, 4);

  private final int code;
  private final int bytes;

  ValueType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Number that stands for it in a header. */
  int code() {
    return code;
  }

  /** Size of one value. */
  public int bytes() {
    return bytes;
  }
}
