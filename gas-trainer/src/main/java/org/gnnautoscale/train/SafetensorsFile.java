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
 * Named float32 arrays in the safetensors format, which every deep-learning framework reads.
 *
 * <pre>
 * u64 length of the header, JSON header padded with spaces, values; all little-endian
 * </pre>
 *
 * @see <a href="https://github.com/huggingface/safetensors">safetensors</a>
 */
final class SafetensorsFile {

  private static final int ALIGNMENT = 8;

  private SafetensorsFile() {}

  /** One array; its values are not copied. */
  static final class Array {

    private final int[] shape;
    private final float[] values;

    Array(int[] shape, float[] values) {
      this.shape = shape;
      this.values = values;
    }

    int[] shape() {
      return shape;
    }

    float[] values() {
      return values;
    }
  }

  static byte[] write(Map<String, Array> arrays) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("__metadata__", Map.of("format", "pt"));
    long offset = 0;
    for (Map.Entry<String, Array> entry : arrays.entrySet()) {
      long end = offset + 4L * entry.getValue().values.length;
      Map<String, Object> description = new LinkedHashMap<>();
      description.put("dtype", "F32");
      description.put("shape", entry.getValue().shape);
      description.put("data_offsets", new long[] {offset, end});
      header.put(entry.getKey(), description);
      offset = end;
    }
    byte[] json = Json.line(header).getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer out =
        ByteBuffer.allocate(Math.toIntExact(8 + padded + offset)).order(ByteOrder.LITTLE_ENDIAN);
    out.putLong(padded)
        .put(json)
        .put(" ".repeat(padded - json.length).getBytes(StandardCharsets.US_ASCII));
    for (Array array : arrays.values()) {
      for (float value : array.values) {
        out.putFloat(value);
      }
    }
    return out.array();
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
    List<Integer> shape = new ArrayList<>();
    long size = 4;
    for (JsonNode length : description.path("shape")) {
      shape.add(length.asInt());
      size *= length.asInt();
    }
    boolean fits = begin >= 0 && end - begin == size && end <= values.capacity();
    if (!fits || !description.path("dtype").asText().equals("F32")) {
      throw damaged(file, "float32 values within the file", description);
    }
    float[] array = new float[(int) (size / 4)];
    values.slice((int) begin, (int) size).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(array);
    return new Array(shape.stream().mapToInt(Integer::intValue).toArray(), array);
  }

  private static BadDataException damaged(Path file, Object expected, Object found) {
    return BadDataException.of("the file is not a safetensors file of float32 arrays")
        .with("file", file)
        .with("expected", expected)
        .with("found", found);
  }
}
