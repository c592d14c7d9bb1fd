package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.gnnautoscale.io.BadDataException;
import org.jspecify.annotations.Nullable;

/**
 * One bad row, on its way from the task that met it to the user.
 *
 * <p>Tasks report rows rather than throw: of all rows found the least is shown, so that the same
 * graph gives the same error whatever its files and however many tasks read it.
 */
final class Finding implements Comparable<Finding>, Serializable {

  private static final long serialVersionUID = 1L;

  private final String what;
  private final String table;
  private final String fix;
  private final int rows;
  private final ArrayList<String> keys = new ArrayList<>();
  private final ArrayList<String> values = new ArrayList<>();

  Finding(String what, String table, String fix) {
    this(what, table, fix, 1);
  }

  private Finding(String what, String table, String fix, int rows) {
    this.what = what;
    this.table = table;
    this.fix = fix;
    this.rows = rows;
  }

  /** An id that two rows have. */
  static Finding repeatedId(String id) {
    return new Finding("two nodes have the same id", "nodes", "keep one of the rows", 2)
        .with("id", id);
  }

  Finding with(String key, Object value) {
    keys.add(key);
    values.add(String.valueOf(value));
    return this;
  }

  String table() {
    return table;
  }

  /** How many rows are wrong together. */
  int rows() {
    return rows;
  }

  /** A value of the message, by its key. */
  @Nullable String value(String key) {
    int at = keys.indexOf(key);
    return at < 0 ? null : values.get(at);
  }

  /** The lesser of two findings, either of which may be absent. */
  static @Nullable Finding least(@Nullable Finding a, @Nullable Finding b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.compareTo(b) <= 0 ? a : b;
  }

  /**
   * The error to show.
   *
   * @param place file and row, if they were found; key, value, key, value
   */
  BadDataException toException(List<String> place) {
    BadDataException error = BadDataException.of(what).with("table", table);
    for (int i = 0; i + 1 < place.size(); i += 2) {
      error = error.with(place.get(i), place.get(i + 1));
    }
    for (int i = 0; i < keys.size(); i++) {
      error = error.with(keys.get(i), values.get(i));
    }
    return error.fix(fix);
  }

  @Override
  public int compareTo(Finding other) {
    return key().compareTo(other.key());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Finding finding && key().equals(finding.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  private String key() {
    return table + '\n' + what + '\n' + String.join("\n", values);
  }
}
