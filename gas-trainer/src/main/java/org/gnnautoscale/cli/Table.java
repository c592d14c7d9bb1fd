package org.gnnautoscale.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;

/** A result for people: names and values in two columns, and lines of text. */
final class Table {

  /** How the launcher was called. */
  private static final String COMMAND = System.getProperty("gas.command", "gas");

  private static final int WIDTH = 16;

  private final List<String> lines = new ArrayList<>();

  /** A line of its own. */
  Table line(String text) {
    lines.add(text);
    return this;
  }

  /** A name and its value; whole numbers get thousands separators. */
  Table row(String name, Object value) {
    return line(("%-" + WIDTH + "s %s").formatted(name, text(value)));
  }

  /** A whole number, and what share of another one it is. */
  Table row(String name, long value, double share) {
    return row(name, "%s (%s)".formatted(text(value), percent(share)));
  }

  /** What the user may want to do now; {@code gas} is written as it was called. */
  Table next(String... commands) {
    for (int i = 0; i < commands.length; i++) {
      String line = commands[i].replaceFirst("^gas\\b", Matcher.quoteReplacement(COMMAND));
      lines.add((i == 0 ? "next: " : "      ") + line);
    }
    return this;
  }

  /** A share as percent. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** A size with its unit. */
  static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < units.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, units[unit]);
  }

  /** A time with its unit. */
  static String seconds(double seconds) {
    return seconds < 1
        ? String.format(Locale.ROOT, "%.1f ms", 1000 * seconds)
        : String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String text(Object value) {
    boolean whole = value instanceof Long || value instanceof Integer;
    return whole
        ? String.format(Locale.ROOT, "%,d", ((Number) value).longValue())
        : value.toString();
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }
}
