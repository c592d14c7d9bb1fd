package org.gnnautoscale.io;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Input or stored data that cannot be used: what is wrong, where, the values, and how to mend it.
 *
 * <pre>
 * edge names an unknown node
 *   file     edges.csv
 *   row      3
 *   value    99
 *   fix      add the node to nodes.csv, or remove the edge
 * </pre>
 */
public class BadDataException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int KEY_WIDTH = 8;

  private final String what;
  private final LinkedHashMap<String, String> details = new LinkedHashMap<>();

  /** For exceptions that a caller tells apart by their class. */
  protected BadDataException(String what) {
    super(what);
    this.what = what;
  }

  /** Begins an error: one phrase, lower case, without a period. */
  public static BadDataException of(String what) {
    return new BadDataException(what);
  }

  /** Adds a line to the message: where it is, or one of the values; long values are shortened. */
  public final BadDataException with(String key, Object value) {
    String text = value.toString();
    details.put(key, text.length() > 300 ? text.substring(0, 300) + "..." : text);
    return this;
  }

  /** Adds the last line: what the user can do. */
  public final BadDataException fix(String cure) {
    return with("fix", cure);
  }

  /** Keeps the exception that showed the damage, for {@code --verbose}. */
  public final BadDataException because(Throwable cause) {
    initCause(cause);
    return this;
  }

  @Override
  public final String getMessage() {
    StringBuilder text = new StringBuilder(what);
    for (Map.Entry<String, String> line : details.entrySet()) {
      text.append("\n  ").append(line.getKey());
      text.append(" ".repeat(Math.max(1, KEY_WIDTH + 1 - line.getKey().length())));
      text.append(line.getValue().replace("\n", "\n" + " ".repeat(KEY_WIDTH + 3)));
    }
    return text.toString();
  }
}
