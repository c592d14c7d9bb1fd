package org.gnnautoscale.dataset.numpy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Arrays as NumPy saves them, for tests. */
public final class NpyBytes {

  private NpyBytes() {}

  /** An array of version 1 in row-major order. */
  public static byte[] of(String descr, String shape, Number... values) {
    return of(1, descr, "False", shape, data(descr, values));
  }

  /** An array in column-major order. */
  public static byte[] fortran(String descr, String shape, Number... values) {
    return of(1, descr, "True", shape, data(descr, values));
  }

  /** Any array. */
  public static byte[] of(int version, String descr, String fortran, String shape, byte[] data) {
    String dict =
        "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }\n".formatted(descr, fortran, shape);
    byte[] text = dict.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(12 + text.length + data.length);
    all.order(ByteOrder.LITTLE_ENDIAN);
    all.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    if (version == 1) {
      all.putShort((short) text.length);
    } else {
      all.putInt(text.length);
    }
    all.put(text).put(data);
    byte[] bytes = new byte[all.position()];
    all.flip().get(bytes);
    return bytes;
  }

  private static byte[] data(String descr, Number... values) {
    boolean big = descr.startsWith(">");
    ByteBuffer data = ByteBuffer.allocate(8 * values.length);
    data.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    for (Number value : values) {
      switch (descr.substring(1)) {
        case "f4" -> data.putFloat(value.floatValue());
        case "f8" -> data.putDouble(value.doubleValue());
        case "i4", "u4" -> data.putInt((int) value.longValue());
        case "i8" -> data.putLong(value.longValue());
        case "i2", "u2" -> data.putShort(value.shortValue());
        default -> data.put(value.byteValue());
      }
    }
    byte[] bytes = new byte[data.position()];
    data.flip().get(bytes);
    return bytes;
  }

  /** An archive of arrays. */
  public static void zip(Path file, int method, Map<String, byte[]> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 crc = new CRC32();
          crc.update(array.getValue());
          entry.setCrc(crc.getValue());
          entry.setSize(array.getValue().length);
        }
        zip.putNextEntry(entry);
        zip.write(array.getValue());
        zip.closeEntry();
      }
    }
    Files.write(file, bytes.toByteArray());
  }
}
