package org.gnnautoscale.io;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * A JSON file that proves itself: its last key is the SHA-256 of all its bytes, taken while the
 * hexadecimal digits of the checksum itself are zeros.
 */
public final class SealedJson {

  private static final String MARK = "\"checksum\" : \"sha256:";
  private static final int DIGITS = 64;

  private SealedJson() {}

  /** The bytes of the file. */
  public static byte[] seal(Map<String, ?> content) {
    Map<String, Object> all = new LinkedHashMap<>(content);
    all.put("checksum", "sha256:" + "0".repeat(DIGITS));
    byte[] bytes = Json.pretty(all).getBytes(StandardCharsets.UTF_8);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    byte[] digest = hex(bytes);
    System.arraycopy(digest, 0, bytes, text.lastIndexOf(MARK) + MARK.length(), DIGITS);
    return bytes;
  }

  /**
   * Checks and reads the file.
   *
   * @throws BadDataException if a byte of it is not what was written
   */
  public static JsonNode open(byte[] bytes, Path file) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int mark = text.lastIndexOf(MARK);
    int start = mark + MARK.length();
    if (mark < 0 || bytes.length < start + DIGITS) {
      throw damaged(file).with("found", "no checksum in %d bytes".formatted(bytes.length));
    }
    String stated = text.substring(start, start + DIGITS);
    byte[] blank = bytes.clone();
    java.util.Arrays.fill(blank, start, start + DIGITS, (byte) '0');
    String actual = new String(hex(blank), StandardCharsets.US_ASCII);
    if (!stated.equals(actual)) {
      throw damaged(file).with("expected", "sha256 " + stated).with("found", "sha256 " + actual);
    }
    return Json.readObject(bytes, file);
  }

  private static BadDataException damaged(Path file) {
    return BadDataException.of("the file is damaged: its bytes do not match its checksum")
        .with("file", file)
        .fix("restore the file from a copy, or make the directory again with --overwrite");
  }

  private static byte[] hex(byte[] bytes) {
    return Sha256.hex(bytes).getBytes(StandardCharsets.US_ASCII);
  }
}
