package org.gnnautoscale.dataset.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * The values of a JSON file, one after the other: a file need not fit in memory.
 *
 * <p>There is always one value at hand, the file's own at first; a reader enters it if it is an
 * object or array, takes it, or skips it. Errors name it by its path, e.g. {@code /links/7/source}.
 * Not thread-safe.
 */
final class JsonStream implements Closeable {

  /** Keys are node ids in some files, millions of them: a table of names would not pay. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private final Origin origin;
  private final JsonParser parser;
  private @Nullable JsonToken token;

  private JsonStream(Origin origin, JsonParser parser) {
    this.origin = origin;
    this.parser = parser;
  }

  /**
   * Opens a file.
   *
   * @param stage that advances by the bytes of the file
   * @throws BadDataException if there is none, or it is empty
   */
  @SuppressWarnings("resource") // the stream closes what it reads
  static JsonStream open(Path file, Progress.Stage stage) throws IOException {
    Origin origin = Origin.of(file);
    CountedStream bytes = new CountedStream(Storage.open(file), stage);
    InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    JsonStream json = new JsonStream(origin, JSON.createParser(text));
    try {
      if (json.advance() == null) {
        throw origin.bad("the file is empty").fix("copy or download the file again");
      }
      return json;
    } catch (IOException e) {
      json.close();
      throw e;
    }
  }

  /** Enters the object at hand; {@link #nextKey} goes from value to value. */
  void enterObject(String expected) throws IOException {
    if (token != JsonToken.START_OBJECT) {
      throw unexpected(expected);
    }
  }

  /** Goes to the next value of the object that was entered; false at its end. */
  boolean nextKey() throws IOException {
    if (advance() == JsonToken.END_OBJECT) {
      return false;
    }
    advance();
    return true;
  }

  /** The key of the value at hand. */
  String key() throws IOException {
    return String.valueOf(parser.currentName());
  }

  /** Whether the value at hand is an array. */
  boolean isArray() {
    return token == JsonToken.START_ARRAY;
  }

  /** Enters the array at hand; {@link #nextElement} goes from value to value. */
  void enterArray(String expected) throws IOException {
    if (!isArray()) {
      throw unexpected(expected);
    }
  }

  /** Goes to the next value of the array that was entered; false at its end. */
  boolean nextElement() throws IOException {
    return advance() != JsonToken.END_ARRAY;
  }

  /** Passes over the value at hand, with all in it. */
  void skip() throws IOException {
    try {
      parser.skipChildren();
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw damaged(e);
    }
  }

  /**
   * The value at hand as a whole number.
   *
   * @param expected what it stands for, with an article
   * @throws BadDataException if it is no number, has a fraction, or does not fit into 64 bits
   */
  long wholeNumber(String expected) throws IOException {
    double value = number(expected);
    if (value != Math.rint(value) || Math.abs(value) > Long.MAX_VALUE) {
      throw bad("expected a whole number")
          .with("expected", expected)
          .with("value", parser.getText())
          .fix("ids and class numbers have no fraction: correct the value");
    }
    return token == JsonToken.VALUE_NUMBER_INT && Math.abs(value) < 1L << 62
        ? parser.getLongValue()
        : (long) value;
  }

  /** The value at hand as a number; NaN and infinity are numbers. */
  double number(String expected) throws IOException {
    requireNumber(expected);
    try {
      return parser.getDoubleValue();
    } catch (JsonProcessingException e) {
      throw damaged(e);
    }
  }

  /** The float that is nearest to the number at hand. */
  float floatNumber(String expected) throws IOException {
    requireNumber(expected);
    try {
      return parser.getFloatValue();
    } catch (JsonProcessingException e) {
      throw damaged(e);
    }
  }

  private void requireNumber(String expected) throws IOException {
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw unexpected(expected);
    }
  }

  /** The value at hand as true or false; 1 and 0 mean the same. */
  boolean truth(String expected) throws IOException {
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    if (token == JsonToken.VALUE_NUMBER_INT
        && (parser.getText().equals("0") || parser.getText().equals("1"))) {
      return parser.getText().equals("1");
    }
    throw unexpected(expected);
  }

  /** The value at hand as text. */
  String text(String expected) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      throw unexpected(expected);
    }
    return parser.getText();
  }

  /**
   * Checks that the file ends after its value.
   *
   * @throws BadDataException if there is more
   */
  void requireEnd() throws IOException {
    if (advance() != null) {
      throw bad("the file goes on after its JSON value").fix("copy or download the file again");
    }
  }

  /**
   * Checks that an object had all the keys that it must have.
   *
   * @param found keys that it has
   * @throws BadDataException if one is missing
   */
  void requireKeys(Set<String> found, String... expected) throws IOException {
    for (String key : expected) {
      if (!found.contains(key)) {
        throw origin
            .bad("the JSON object has no key '%s'".formatted(key))
            .with("expected", String.join(", ", expected))
            .with("found", found.isEmpty() ? "no key" : String.join(", ", found))
            .fix("rename the keys, or check that the file is of the format");
      }
    }
  }

  /** Where the values come from. */
  Origin origin() {
    return origin;
  }

  /** Begins an error in the value at hand. */
  BadDataException bad(String what) {
    String path = parser.getParsingContext().pathAsPointer().toString();
    BadDataException error =
        origin.bad(what).with("row", parser.currentTokenLocation().getLineNr());
    return path.isEmpty() ? error : error.with("key", path);
  }

  private BadDataException unexpected(String expected) throws IOException {
    return bad("the JSON holds something else than expected")
        .with("expected", expected)
        .with("value", isOpening() ? name() : parser.getText())
        .fix("compare the file with the format's description in docs/guides/import.md");
  }

  private boolean isOpening() {
    return token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT;
  }

  private String name() {
    return isArray() ? "an array" : "an object";
  }

  private @Nullable JsonToken advance() throws IOException {
    try {
      token = parser.nextToken();
      parser.finishToken(); // else the end of a text is read, and found to be missing, later
      return token;
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw damaged(e);
    }
  }

  private BadDataException damaged(IOException cause) {
    BadDataException error =
        cause instanceof JsonProcessingException json
            ? bad("the file is truncated or no JSON that can be read")
                .with("detail", json.getOriginalMessage())
            : bad("the file is not UTF-8 text");
    return error
        .fix("copy or download the file again; if it was written by hand, correct this place")
        .because(cause);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
