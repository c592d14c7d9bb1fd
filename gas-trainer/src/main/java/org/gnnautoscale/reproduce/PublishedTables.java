package org.gnnautoscale.reproduce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads the published figures, which {@code published.txt} beside this class holds. */
public final class PublishedTables {

  private static final String FILE = "published.txt";
  private static final int COLUMNS = 7;

  private PublishedTables() {}

  /** All cells of all tables, in their order. */
  public static List<Cell> cells() {
    try (InputStream in = PublishedTables.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the resource %s is not packaged".formatted(FILE));
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One cell a line, but for empty lines and those that begin with {@code #}. */
  static List<Cell> parse(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(PublishedTables::cell)
        .toList();
  }

  private static Cell cell(String line) {
    String[] words = line.strip().split("\\s+", -1);
    if (words.length != COLUMNS) {
      throw new IllegalArgumentException(
          "a line of published figures must have %d columns, got '%s'".formatted(COLUMNS, line));
    }
    return new Cell(
        words[0],
        words[1],
        words[2],
        Integer.parseInt(words[3]),
        Integer.parseInt(words[4]),
        words[5].equals("-") ? null : Figure.parse(words[5]),
        Figure.parse(words[6]));
  }
}
