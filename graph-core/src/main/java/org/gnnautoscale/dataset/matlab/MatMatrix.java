package org.gnnautoscale.dataset.matlab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.gnnautoscale.dataset.matlab.MatInput.Tag;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;

/**
 * A variable of a MAT-file: its name, class and shape. Its values are read each time they are asked
 * for.
 *
 * <pre>
 * dense   values, column by column
 * sparse  ir (row of each entry), jc (first entry of each column, then their number), values;
 *         ir and the values may be longer than jc tells
 * </pre>
 */
public final class MatMatrix {

  /** By their codes, from 1; those after the numbers have another layout. */
  private static final List<String> CLASSES =
      List.of(
          "cell", "struct", "object", "char", "sparse", "double", "single", "int8", "uint8",
          "int16", "uint16", "int32", "uint32", "int64", "uint64");

  private static final int SPARSE = 5;
  private static final int COMPLEX = 0x0800;
  private static final int MOST_DIMENSIONS_BYTES = 1 << 10;
  private static final int MOST_NAME_BYTES = 1 << 12;

  private final MatFile file;
  private final MatFile.Place place;
  private final int flags;
  private final int[] shape;
  private final String name;

  /** Takes the entries of a matrix that are not 0. */
  public interface Sink {

    /** Takes one; rows and columns are counted from 0. */
    void entry(int row, int column, double value) throws IOException;
  }

  private MatMatrix(MatFile file, MatFile.Place place, int flags, int[] shape, String name) {
    this.file = file;
    this.place = place;
    this.flags = flags;
    this.shape = shape;
    this.name = name;
  }

  /** Reads what stands before the values; a variable of an unknown class gets no name. */
  static MatMatrix read(MatInput in, MatFile file, MatFile.Place place) throws IOException {
    int flags = flags(in);
    int code = flags & 0xFF;
    if (code < 1 || code > CLASSES.size()) {
      return new MatMatrix(file, place, flags, new int[0], "");
    }
    int[] shape = in.indices(shortTag(in, MOST_DIMENSIONS_BYTES));
    byte[] name = in.bytes(in.tag(), MOST_NAME_BYTES);
    return new MatMatrix(
        file, place, flags, shape, new String(name, StandardCharsets.UTF_8).strip());
  }

  private static int flags(MatInput in) throws IOException {
    int[] flags = {0};
    in.numbers(shortTag(in, 2 * Integer.BYTES), 1, (index, value) -> flags[0] = (int) value);
    return flags[0];
  }

  private static Tag shortTag(MatInput in, int most) throws IOException {
    Tag tag = in.tag();
    if (tag.bytes() > most) {
      throw in.damaged(
          "an element of %d bytes before the values of a matrix".formatted(tag.bytes()));
    }
    return tag;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Number of rows. */
  public int rows() {
    return shape[0];
  }

  /** Number of columns. */
  public int columns() {
    return shape[1];
  }

  /** Whether it stores only entries that are not 0. */
  public boolean isSparse() {
    return (flags & 0xFF) == SPARSE;
  }

  /** Where it comes from. */
  public Origin origin() {
    return file.origin().array(name);
  }

  /**
   * Checks that it is a matrix of real numbers with two axes.
   *
   * @throws BadDataException if it is not
   */
  public MatMatrix requireNumbers() throws IOException {
    if ((flags & 0xFF) < SPARSE || (flags & COMPLEX) != 0 || shape.length != 2) {
      throw origin()
          .bad("a variable is no matrix of real numbers")
          .with("expected", "a sparse or full matrix with two axes")
          .with("found", (flags & COMPLEX) == 0 ? this : this + " complex")
          .fix("convert it before saving, or name another variable: " + file.contents());
    }
    return this;
  }

  /**
   * Hands on all entries that are not 0, column by column.
   *
   * @throws BadDataException if the file is damaged
   */
  public void entries(Sink sink) throws IOException {
    requireNumbers();
    try (MatInput in = file.open(place)) {
      read(in, file, place);
      if (isSparse()) {
        sparse(in, sink);
      } else {
        dense(in, sink);
      }
      in.drain();
    }
  }

  private void dense(MatInput in, Sink sink) throws IOException {
    Tag values = in.tag();
    long expected = (long) rows() * columns();
    if (in.count(values) != expected) {
      throw unequal("values", in.count(values), expected);
    }
    in.numbers(
        values,
        expected,
        (index, value) -> {
          if (value != 0) {
            sink.entry((int) (index % rows()), (int) (index / rows()), value);
          }
        });
  }

  private void sparse(MatInput in, Sink sink) throws IOException {
    int[] ir = in.indices(in.tag());
    int[] jc = in.indices(in.tag());
    requireColumns(jc, ir.length);
    int entries = jc[columns()];
    Tag values = in.tag();
    if (in.count(values) < entries) {
      throw unequal("values", in.count(values), entries);
    }
    int[] column = {0};
    in.numbers(
        values,
        entries,
        (index, value) -> {
          while (jc[column[0] + 1] <= index) {
            column[0]++;
          }
          sink(ir[(int) index], column[0], value, sink);
        });
  }

  private void sink(int row, int column, double value, Sink sink) throws IOException {
    if (row >= rows()) {
      throw origin()
          .bad("an entry is outside of the matrix")
          .with("column", column)
          .with("expected", "rows 0 to " + (rows() - 1))
          .with("value", row)
          .fix("copy or download the file again");
    }
    if (value != 0) {
      sink.entry(row, column, value);
    }
  }

  private void requireColumns(int[] jc, int entries) throws IOException {
    if (jc.length != columns() + 1L) {
      throw unequal("jc", jc.length, columns() + 1L);
    }
    for (int column = 0; column < columns(); column++) {
      if (jc[0] != 0 || jc[column + 1] < jc[column] || jc[column + 1] > entries) {
        throw origin()
            .bad("the columns of a sparse matrix must ascend from 0 to its number of entries")
            .with("column", column)
            .with("expected", "at most " + entries)
            .with("value", "entries %d to %d".formatted(jc[column], jc[column + 1]))
            .fix("copy or download the file again");
      }
    }
  }

  private BadDataException unequal(String what, long found, long expected) {
    return origin()
        .bad("the parts of a matrix have unequal lengths: the file is damaged")
        .with("expected", "%d %s, as it is %s".formatted(expected, what, this))
        .with("found", found)
        .fix("copy or download the file again");
  }

  /** Name, shape and class. */
  @Override
  public String toString() {
    String axes =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    return "%s (%s %s)".formatted(name, axes, CLASSES.get((flags & 0xFF) - 1));
  }
}
