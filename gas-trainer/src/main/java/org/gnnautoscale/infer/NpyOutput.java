package org.gnnautoscale.infer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.gnnautoscale.io.OutputFile;
import org.gnnautoscale.memory.Matrix;

/**
 * Arrays in NumPy's npy format, version 1.0: a header that is padded to a multiple of 64 bytes, and
 * the values, little-endian, row after row.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NPY
 *     format</a>
 */
final class NpyOutput {

  private static final byte[] START = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private final OutputFile file;

  NpyOutput(OutputFile file) {
    this.file = file;
  }

  /**
   * Writes what stands before the values.
   *
   * @param type for example {@code <f4}
   * @param shape for example {@code (10, 16)}
   */
  void header(String type, String shape) throws IOException {
    String dict = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(type, shape);
    int used = START.length + 2 + dict.length() + 1;
    int padding = (ALIGNMENT - used % ALIGNMENT) % ALIGNMENT;
    ByteBuffer header =
        ByteBuffer.allocate(used + padding)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(START)
            .putShort((short) (dict.length() + padding + 1))
            .put((dict + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII));
    file.stream().write(header.array());
  }

  /** Writes rows of float32. */
  void rows(Matrix matrix) throws IOException {
    for (long r = 0; r < matrix.rows(); r++) {
      byte[] row = new byte[4 * matrix.cols()];
      ByteBuffer values = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
      for (float value : matrix.row(r).toArray()) {
        values.putFloat(value);
      }
      file.stream().write(row);
    }
  }

  /** Writes one int64. */
  void number(long value) throws IOException {
    byte[] bytes =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    file.stream().write(bytes);
  }

  /** Writes one text of fixed width, in UTF-32. */
  void text(String value, int width) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
    value.codePoints().forEach(bytes::putInt);
    file.stream().write(bytes.array());
  }
}
