package org.gnnautoscale.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Json;

/**
 * Named float32 arrays, and int64 counts, in the safetensors format, which every deep-learning
 * framework reads.
 *
 * <pre>
 * u64 length of the header, JSON header padded with spaces, values; all little-endian
 * </pre>
 *
 * <p>Counts come first, so that every value is aligned to its size.
 *
 * @see <a href="https://github.com/huggingface/safetensors">safetensors</a>
 */
final class SafetensorsFile {

  private static final int ALIGNMENT = 8;
  private static final String FLOATS = "F32";
  private static final String COUNT = "I64";

  private SafetensorsFile() {}

  /** One array; its values are not copied. */
  static final class Array {

    private final int[] shape;
    private final float[] values;
    private final boolean isCount;

    Array(int[] shape, float[] values) {
      this(shape, values, false);
    }

    private Array(int[] shape, float[] values, boolean isCount) {
      this.shape = shape;
      this.values = values;
      this.isCount = isCount;
    }

    /** A single int64. */
    static Array count(float value) {
      return new Array(new int[0], new float[] {value}, true);
    }

    private String type() {
      return isCount ? COUNT : FLOATS;
    }

    private int bytes() {
      return values.length * (isCount ? Long.BYTES : Float.BYTES);
    }

    private void put(ByteBuffer out) {
      for (float value : values) {
        if (isCount) {
          out.putLong((long) value);
        } else {
          out.putFloat(value);
        }
      }
    }

    int[] shape() {
      return shape;
    }

    float[] values() {
      return values;
    }
  }

  static byte[] write(Map<String, Array> arrays) {
    Map<String, Array> ordered = new LinkedHashMap<>();
    for (boolean counts : new boolean[] {true, false}) {
      arrays.forEach(
          (name, array) -> {
            if (array.isCount == counts) {
              ordered.put(name, array);
            }
          });
    }
    byte[] json = Json.line(header(ordered)).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    long values = ordered.values().stream().mapToLong(Array::bytes).sum();
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(8 + padded + values)).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded)
        .put(json)
        .put(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
    ordered.values().forEach(array -> array.put(out));
    return out.array();
  }

  private static Map<String, Object> header(Map<String, Array> arrays) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "pt"));
    long offset = 0;
    for (Map.Entry<String, Array> entry : arrays.entrySet()) {
      long end = offset + entry.getValue().bytes();
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", entry.getValue().type());
      description.put("shape", entry.getValue().shape);
      description.put("data_offsets", new long[] {offset, end});
      header.put(entry.getKey(), description);
      offset = end;
    }
    return header;
  }

  /**
   * Reads all arrays.
   *
   * @throws BadDataException if the bytes are no such file
   */
  static Map<String, Array> read(byte[] bytes, Path file) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.length < 8 ? -1 : in.getLong();
    if (length < 2 || length > bytes.length - 8) {
      throw damaged(file, "a header of at most %d bytes".formatted(bytes.length - 8), length);
    }
    byte[] json = new byte[(int) length];
    in.get(json);
    ByteBuffer values = in.slice().order(ByteOrder.LITTLE_ENDIAN);
    JsonNode header = Json.readObject(json, file);
    Map<String, Array> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        arrays.put(entry.getKey(), array(entry.getValue(), values, file));
      }
    }
    return arrays;
  }

  private static Array array(JsonNode description, ByteBuffer values, Path file)
      throws IOException {
    long begin = description.path("data_offsets").path(0).asLong(-1);
    long end = description.path("data_offsets").path(1).asLong(-1);
    boolean isCount = description.path("dtype").asText().equals(COUNT);
    List<Integer> shape = new ArrayList<>();
    long size = isCount ? Long.BYTES : Float.BYTES;
    for (JsonNode length : description.path("shape")) {
      shape.add(length.asInt());
      size *= length.asInt();
    }
    boolean fits = begin >= 0 && end - begin == size && end <= values.capacity();
    boolean known = isCount ? shape.isEmpty() : description.path("dtype").asText().equals(FLOATS);
    if (!fits || !known) {
      throw damaged(file, "float32 values, or one int64, within the file", description);
    }
    ByteBuffer own = values.slice((int) begin, (int) size).order(ByteOrder.LITTLE_ENDIAN);
    if (isCount) {
      return Array.count((float) own.getLong());
    }
    float[] array = new float[(int) (size / 4)];
    own.asFloatBuffer().get(array);
    return new Array(shape.stream().mapToInt(Integer::intValue).toArray(), array);
  }

  private static BadDataException damaged(Path file, Object expected, Object found) {
    return BadDataException.of("the file is not a safetensors file of float32 arrays")
        .with("file", file)
        .with("expected", expected)
        .with("found", found);
  }
}
