package org.gnnautoscale.dataset.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Pickles as Planetoid sets have them, for tests; in the texts, each character is one byte. */
final class PlanetoidBytes {

  private static final String START = "\u0080\u0002";
  private static final String NO = "J\u00ff\u00ff\u00ff\u00ff";

  private PlanetoidBytes() {}

  /** A dict of lists; node i has the neighbors of row i. */
  static byte[] graph(int[][] neighbors) {
    StringBuilder text =
        new StringBuilder(START + "ccollections\ndefaultdict\nc__builtin__\nlist\n\u0085R(");
    for (int node = 0; node < neighbors.length; node++) {
      text.append(number(node)).append("](");
      for (int neighbor : neighbors[node]) {
        text.append(number(neighbor));
      }
      text.append('e');
    }
    return bytes(text.append("u."));
  }

  /** A sparse matrix that stores all values. */
  static byte[] matrix(int width, float[][] rows) {
    int count = rows.length * width;
    ByteBuffer data = buffer(count);
    ByteBuffer indices = buffer(count);
    ByteBuffer starts = buffer(rows.length + 1);
    for (int i = 0; i < rows.length; i++) {
      starts.putInt(i * width);
      for (int j = 0; j < width; j++) {
        data.putFloat(rows[i][j]);
        indices.putInt(j);
      }
    }
    starts.putInt(count);
    String fields =
        "U\u0006_shape"
            + number(rows.length)
            + number(width)
            + "\u0086"
            + "U\u0006indptr"
            + array("i4", number(rows.length + 1) + "\u0085", starts)
            + "U\u0007indices"
            + array("i4", number(count) + "\u0085", indices)
            + "U\u0004data"
            + array("f4", number(count) + "\u0085", data)
            + "U\u0006formatU\u0003csr";
    return bytes(START + "cscipy.sparse.csr\ncsr_matrix\n)\u0081}(" + fields + "ub.");
  }

  /** A dense array of int32. */
  static byte[] array(int[][] rows) {
    ByteBuffer data = buffer(rows.length * rows[0].length);
    for (int[] row : rows) {
      for (int value : row) {
        data.putInt(value);
      }
    }
    String shape = number(rows.length) + number(rows[0].length) + "\u0086";
    return bytes(START + array("i4", shape, data) + ".");
  }

  private static String array(String type, String shape, ByteBuffer data) {
    byte[] bytes = new byte[data.flip().remaining()];
    data.get(bytes);
    String raw = new String(bytes, StandardCharsets.ISO_8859_1);
    String length = number(raw.length()).substring(1);
    return "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\0\u0085U\u0001b\u0087R(K\u0001"
        + shape
        + "cnumpy\ndtype\nU\u0002"
        + type
        + "K\0K\u0001\u0087R(K\u0003U\u0001<NNN"
        + NO
        + NO
        + "K\0tb\u0089T"
        + length
        + raw
        + "tb";
  }

  private static ByteBuffer buffer(int values) {
    return ByteBuffer.allocate(4 * values).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String number(int value) {
    byte[] bytes = new byte[Integer.BYTES];
    buffer(1).putInt(value).flip().get(bytes);
    return "J" + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
