package org.gnnautoscale.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** JSON of this project's own files and outputs. */
public final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_LONG_FOR_INTS);

  private Json() {}

  /** One line, as {@code --json} prints it. */
  public static String line(Object value) {
    return write(value, false);
  }

  /** Indented, as files hold it. */
  public static String pretty(Object value) {
    return write(value, true) + "\n";
  }

  /**
   * Reads an object.
   *
   * @throws BadDataException if the bytes are no JSON object
   */
  public static JsonNode readObject(byte[] bytes, Path file) throws IOException {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw damaged(file).with("detail", e.getOriginalMessage()).because(e);
    }
    throw damaged(file);
  }

  /** Turns a JSON node into a value of a record or map type. */
  public static <T> T convert(JsonNode node, Class<T> type) {
    return MAPPER.convertValue(node, type);
  }

  private static String write(Object value, boolean indented) {
    try {
      return (indented ? MAPPER.writer(SerializationFeature.INDENT_OUTPUT) : MAPPER.writer())
          .writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value, e);
    }
  }

  private static BadDataException damaged(Path file) {
    return BadDataException.of("the file is not a JSON object").with("file", file);
  }
}
