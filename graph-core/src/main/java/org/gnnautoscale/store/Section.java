package org.gnnautoscale.store;

/**
 * One array in a part's file.
 *
 * @param name what it holds, see docs/reference/store-format.md
 * @param type of its values
 * @param rows first dimension
 * @param cols second dimension, 1 for a vector
 * @param offset of its first byte in the file, a multiple of {@link PartHeader#ALIGNMENT}
 */
public record Section(String name, ValueType type, long rows, int cols, long offset) {

  /** Values in it. */
  public long length() {
    return rows * cols;
  }

  /** Bytes of its values, without padding. */
  public long bytes() {
    return length() * type.bytes();
  }

  /** Where the section behind it begins. */
  long end() {
    return PartHeader.aligned(offset + bytes());
  }
}
