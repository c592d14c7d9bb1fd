package org.gnnautoscale.dataset.format;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.dataset.raw.Origin;
import org.gnnautoscale.io.BadDataException;
import org.jspecify.annotations.Nullable;

/**
 * The files of one Planetoid data set.
 *
 * @param directory that holds them
 * @param name of the data set
 */
record PlanetoidFiles(Path directory, String name) {

  Path file(String part) {
    return new Path(directory, "ind." + name + "." + part);
  }

  /**
   * The node of each row of {@code tx}.
   *
   * @param known rows of {@code allx}; test nodes come after them
   * @param rows rows of {@code tx}
   */
  int[] testIndex(int known, int rows) throws IOException {
    Path file = file("test.index");
    int[] ids = new int[rows];
    int count = 0;
    Map<Integer, Long> seen = new HashMap<>();
    try (TextLines lines = TextLines.open(file)) {
      while (lines.next()) {
        long id = lines.wholeNumber("a node id");
        lines.requireEnd("one id in a line");
        if (id < known || id >= Integer.MAX_VALUE - 8) {
          throw lines
              .bad("a test node is none of the nodes after those of allx")
              .with("expected", "at least " + known)
              .with("value", id)
              .fix("use the files of one data set");
        }
        @Nullable Long first = seen.putIfAbsent((int) id, lines.number());
        if (first != null) {
          throw lines
              .bad("a node occurs twice")
              .with("value", id)
              .with("first row", first)
              .fix("remove one of the two lines, and the row of tx and ty that belongs to it");
        }
        if (count < rows) {
          ids[count] = (int) id;
        }
        count++;
      }
    }
    if (count != rows) {
      throw Origin.of(file)
          .bad("test index and tx have unequal lengths")
          .with("expected", rows + " lines, as tx has rows")
          .with("found", count)
          .fix("use the files of one data set; copy or download them again");
    }
    return Arrays.copyOf(ids, count);
  }

  static BadDataException unexpected(Origin origin, String expected) {
    return origin
        .bad("the pickle holds something else")
        .with("expected", expected)
        .fix("use the files that the publisher of the data set distributes");
  }
}
