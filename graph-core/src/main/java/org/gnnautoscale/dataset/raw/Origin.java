package org.gnnautoscale.dataset.raw;

import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;

/**
 * Where values come from, so that an error can name it.
 *
 * @param file that holds them
 * @param array name of the array or column within the file, or empty
 */
public record Origin(Path file, String array) {

  /** A whole file. */
  public static Origin of(Path file) {
    return new Origin(file, "");
  }

  /** An array of the same file. */
  public Origin array(String name) {
    return new Origin(file, name);
  }

  /** Begins an error that names the place. */
  public BadDataException bad(String what) {
    BadDataException error = BadDataException.of(what).with("file", file);
    return array.isEmpty() ? error : error.with("array", array);
  }

  /** Begins an error in an element of an array; rows are counted from 0. */
  public BadDataException badRow(String what, long row) {
    return bad(what).with("row", row + " (counted from 0)");
  }
}
