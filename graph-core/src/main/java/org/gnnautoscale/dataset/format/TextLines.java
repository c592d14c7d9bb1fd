package org.gnnautoscale.dataset.format;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;

/**
 * Lines of numbers, parted by spaces, tabs or one other character, plain or compressed with gzip:
 * made for files of 100 million lines.
 *
 * <p>The words of the line at hand are taken one after the other. Not thread-safe.
 */
final class TextLines implements Closeable {

  private static final int BUFFER_BYTES = 1 << 18;

  private final Origin origin;
  private final InputStream in;
  private final char separator;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int bufferAt;
  private int bufferEnd;
  private byte[] line = new byte[256];
  private int length;
  private int at;
  private boolean afterSeparator;
  private long number;

  private TextLines(Origin origin, InputStream in, char separator) {
    this.origin = origin;
    this.in = in;
    this.separator = separator;
  }

  /**
   * Opens a file.
   *
   * @throws BadDataException if there is none, or it is empty
   */
  static TextLines open(Path file) throws IOException {
    return open(file, Progress.silent().stage("", -1));
  }

  /** As {@link #open(Path)}; the stage advances by the bytes of the file, as it is stored. */
  static TextLines open(Path file, Progress.Stage stage) throws IOException {
    return open(file, stage, ' ');
  }

  /** As {@link #open(Path, Progress.Stage)}, for words with a comma between two of them. */
  static TextLines openCommas(Path file, Progress.Stage stage) throws IOException {
    return open(file, stage, ',');
  }

  @SuppressWarnings("resource") // the lines close what they read
  private static TextLines open(Path file, Progress.Stage stage, char separator)
      throws IOException {
    Origin origin = Origin.of(file);
    InputStream raw =
        new BufferedInputStream(new CountedStream(Storage.open(file), stage), BUFFER_BYTES);
    try {
      raw.mark(2);
      int first = raw.read();
      int second = raw.read();
      raw.reset();
      if (first < 0) {
        throw origin.bad("the file is empty").fix("copy or download the file again");
      }
      boolean gzip = first == 0x1f && second == 0x8b;
      return new TextLines(origin, gzip ? new GZIPInputStream(raw, BUFFER_BYTES) : raw, separator);
    } catch (IOException e) {
      raw.close();
      throw e instanceof EOFException || e instanceof ZipException ? damaged(origin, e) : e;
    }
  }

  /** Goes to the next line; false at the end of the file. */
  boolean next() throws IOException {
    length = 0;
    at = 0;
    afterSeparator = false;
    if (bufferAt == bufferEnd && !fill()) {
      return false;
    }
    number++;
    do {
      int end = bufferAt;
      while (end < bufferEnd && buffer[end] != '\n') {
        end++;
      }
      append(end - bufferAt);
      bufferAt = end;
      if (end < bufferEnd) {
        bufferAt++;
        return true;
      }
    } while (fill());
    return true;
  }

  private boolean fill() throws IOException {
    try {
      bufferEnd = in.read(buffer);
    } catch (EOFException | ZipException e) {
      throw damaged(origin, e);
    }
    bufferAt = 0;
    bufferEnd = Math.max(0, bufferEnd);
    return bufferEnd > 0;
  }

  private void append(int count) {
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(buffer, bufferAt, line, length, count);
    length += count;
  }

  /** Number of the line at hand, from 1. */
  long number() {
    return number;
  }

  /** Whether the first character of the line, spaces aside, is this one. */
  boolean startsWith(char first) {
    return hasMore() && at < length && line[at] == first;
  }

  /** Whether there is another word; between two separators and after the last one it is empty. */
  boolean hasMore() {
    while (at < length && isSpace(line[at])) {
      at++;
    }
    return at < length || afterSeparator;
  }

  /**
   * The next word, as a whole number.
   *
   * @param what it stands for, with an article
   * @throws BadDataException if there is no word, or it is no whole number
   */
  long wholeNumber(String what) throws IOException {
    requireMore(what);
    int start = at;
    boolean negative = at < length && line[at] == '-';
    at += negative ? 1 : 0;
    long value = 0;
    int digits = at;
    while (at < length && line[at] >= '0' && line[at] <= '9' && at - digits < 18) {
      value = 10 * value + (line[at++] - '0');
    }
    if (at < length && line[at] >= '0' && line[at] <= '9') {
      value = longNumber(what, start);
    }
    if (at == digits || (at < length && !isEnd(line[at]))) {
      throw notNumber("expected a whole number", what, start);
    }
    endWord();
    return negative ? -value : value;
  }

  /** The digits from {@code start}, more than always fit, without their sign. */
  private long longNumber(String what, int start) throws IOException {
    while (at < length && line[at] >= '0' && line[at] <= '9') {
      at++;
    }
    String digits = new String(line, start, at - start, StandardCharsets.UTF_8);
    try {
      long signed = Long.parseLong(digits);
      return digits.startsWith("-") ? -signed : signed;
    } catch (NumberFormatException e) {
      throw bad("a number does not fit int64")
          .with("expected", what + ", from -2^63 to 2^63 - 1")
          .with("value", digits)
          .fix("number the nodes anew; for ids of text, use the format csv")
          .because(e);
    }
  }

  private void requireMore(String what) throws IOException {
    if (!hasMore()) {
      throw bad("a line ends early")
          .with("expected", what)
          .with("value", text())
          .fix("complete the line; if it is the last one, the file is truncated: copy it again");
    }
  }

  /** The next word, as any number; there must be one. */
  double anyNumber(String what) throws IOException {
    requireMore(what);
    int start = at;
    try {
      return WrittenNumber.parse(word());
    } catch (NumberFormatException e) {
      throw notNumber("expected a number", what, start).because(e);
    }
  }

  /** The float that is nearest to the number in the next word; there must be one. */
  float floatNumber(String what) throws IOException {
    requireMore(what);
    int start = at;
    try {
      return WrittenNumber.parseFloat(word());
    } catch (NumberFormatException e) {
      throw notNumber("expected a number", what, start).because(e);
    }
  }

  private String word() {
    int start = at;
    while (at < length && !isEnd(line[at])) {
      at++;
    }
    String word = new String(line, start, at - start, StandardCharsets.UTF_8);
    endWord();
    return word;
  }

  /** Passes over the separator after a word, if there is one. */
  private void endWord() {
    while (at < length && isSpace(line[at])) {
      at++;
    }
    afterSeparator = separator != ' ' && at < length && line[at] == separator;
    at += afterSeparator ? 1 : 0;
  }

  /** Checks that the line has no further word. */
  void requireEnd(String expected) throws IOException {
    if (hasMore()) {
      throw bad("a line has too many columns")
          .with("expected", expected)
          .with("value", text())
          .fix("remove what is too much; weights can be given in the format csv");
    }
  }

  /** The line at hand. */
  String text() {
    return new String(line, 0, length, StandardCharsets.UTF_8).strip();
  }

  /** Begins an error in the line at hand. */
  BadDataException bad(String what) {
    return origin.bad(what).with("row", number);
  }

  Origin origin() {
    return origin;
  }

  private BadDataException notNumber(String problem, String what, int start) {
    int end = start;
    while (end < length && !isEnd(line[end])) {
      end++;
    }
    String word = new String(line, start, end - start, StandardCharsets.UTF_8);
    return bad(problem)
        .with("expected", what)
        .with("value", word.isEmpty() ? "(empty) in " + text() : word)
        .fix(
            "ids are whole numbers without a fraction, parted by %s; for ids of text, use the format csv"
                .formatted(separator == ',' ? "commas" : "spaces or tabs"));
  }

  private boolean isEnd(byte character) {
    return isSpace(character) || character == separator;
  }

  private static boolean isSpace(byte character) {
    return character == ' ' || character == '\t' || character == '\r';
  }

  private static BadDataException damaged(Origin origin, IOException cause) {
    return origin
        .bad("the file is truncated or damaged: its compressed data end early or are broken")
        .fix("copy or download the file again")
        .because(cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
