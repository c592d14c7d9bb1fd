package org.gnnautoscale.dataset.format;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file (RFC 4180, UTF-8) with a header, row by row; rows are named by their line in the file.
 *
 * <p>Not thread-safe.
 */
final class CsvTable implements Closeable {

  /** Empty lines are kept, so that they are counted; {@link #next} passes over them. */
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private final Origin origin;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> columns;
  private @Nullable CSVRecord row;
  private long line;

  private CsvTable(Origin origin, CSVParser parser) throws IOException {
    this.origin = origin;
    this.parser = parser;
    this.records = parser.iterator();
    this.columns = header();
  }

  /**
   * Opens a file and reads its header.
   *
   * @param stage that advances by the bytes of the file
   * @throws BadDataException if there is none, or it is empty
   */
  @SuppressWarnings("resource") // the table closes what it reads
  static CsvTable open(Path file, Progress.Stage stage) throws IOException {
    CountedStream bytes = new CountedStream(Storage.open(file), stage);
    InputStreamReader text = new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder());
    try {
      return new CsvTable(Origin.of(file), FORMAT.parse(new BufferedReader(text, 1 << 16)));
    } catch (IOException e) {
      text.close();
      throw e;
    }
  }

  private List<String> header() throws IOException {
    if (!next()) {
      throw origin.bad("the file is empty").fix("write a header line, then one line a row");
    }
    List<String> names =
        current().stream().map(name -> name.strip().replaceFirst("^\uFEFF", "")).toList();
    Set<String> distinct = new HashSet<>();
    for (String name : names) {
      if (name.isEmpty() || !distinct.add(name)) {
        throw bad("the header has a column without a name, or two of one name")
            .with("value", String.join(",", names))
            .fix("name every column");
      }
    }
    return names;
  }

  /** Names of the columns. */
  List<String> columns() {
    return columns;
  }

  /** Number of a column, or -1. */
  int optionalColumn(String name) {
    return columns.indexOf(name);
  }

  /** Number of a column that must be there. */
  int column(String name, String expected) throws IOException {
    int column = columns.indexOf(name);
    if (column < 0) {
      throw bad("the header has no column '%s'".formatted(name))
          .with("expected", expected)
          .with("found", String.join(",", columns))
          .fix("let the first line of the file name its columns");
    }
    return column;
  }

  /**
   * Goes to the next row; false at the end.
   *
   * @throws BadDataException if it has more or fewer values than the header
   */
  @SuppressWarnings("NullAway") // columns is null while the header itself is read
  boolean next() throws IOException {
    do {
      line = parser.getCurrentLineNumber() + 1;
      if (!hasNext()) {
        return false;
      }
      row = records.next();
    } while (row.size() == 1 && row.get(0).isEmpty());
    if (columns != null && row.size() != columns.size()) {
      throw bad("a row has more or fewer values than the header: ragged rows")
          .with("expected", columns.size() + " values")
          .with("found", row.size() + " values")
          .with("value", String.join(",", row.toList()))
          .fix(
              "complete the row, or quote values that hold a comma; if it is the last row, the file may be truncated");
    }
    return true;
  }

  private boolean hasNext() throws IOException {
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw bad("a row is no CSV, or the file ends within a quoted value")
            .with("detail", String.valueOf(e.getCause().getMessage()))
            .fix("quote values with \" on both sides, and double a \" within them")
            .because(e);
      }
      if (e.getCause() instanceof CharacterCodingException) {
        throw bad("the file is not UTF-8 text").fix("save it as UTF-8").because(e);
      }
      throw e.getCause();
    }
  }

  /** The text in a column. */
  String value(int column) {
    return current().get(column);
  }

  /**
   * The number in a column.
   *
   * @throws BadDataException if it is none; NaN and infinity are numbers
   */
  double number(int column) throws IOException {
    try {
      return WrittenNumber.parse(value(column).strip());
    } catch (NumberFormatException e) {
      throw badValue("expected a number", column)
          .fix("write a number such as 1 or 0.25; an empty value is none")
          .because(e);
    }
  }

  /** Number of the line of the row at hand; the header has 1. */
  long line() {
    return line;
  }

  Origin origin() {
    return origin;
  }

  /** Begins an error in the row at hand. */
  BadDataException bad(String what) {
    return origin.bad(what).with("row", line);
  }

  /** Begins an error in a value of the row at hand. */
  BadDataException badValue(String what, int column) {
    String value = value(column);
    return bad(what)
        .with("column", columns.get(column))
        .with("value", value.isEmpty() ? "(empty)" : value);
  }

  private CSVRecord current() {
    if (row == null) {
      throw new IllegalStateException("no row has been read");
    }
    return row;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
