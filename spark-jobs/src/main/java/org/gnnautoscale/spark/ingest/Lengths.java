package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lengths of an array column, with how many rows have each and the first id of those. */
final class Lengths implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String column;
  private final TreeMap<Integer, Seen> seen = new TreeMap<>();

  private record Seen(long rows, String firstId) implements Serializable {

    Seen plus(Seen other) {
      String first = firstId.compareTo(other.firstId) <= 0 ? firstId : other.firstId;
      return new Seen(rows + other.rows, first);
    }
  }

  Lengths(String column) {
    this.column = column;
  }

  void add(int length, NodeRow node) {
    Seen known = seen.get(length);
    if (known == null || node.id().compareTo(known.firstId) < 0) {
      seen.merge(length, new Seen(1, node.id()), Seen::plus);
    } else {
      seen.put(length, new Seen(known.rows + 1, known.firstId));
    }
  }

  void merge(Lengths other) {
    other.seen.forEach((length, rows) -> seen.merge(length, rows, Seen::plus));
  }

  /** The length that most rows have, the greater of two equals; 0 without rows. */
  int usual() {
    return seen.entrySet().stream()
        .max(Map.Entry.comparingByValue((a, b) -> Long.compare(a.rows, b.rows)))
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /**
   * A row of another length than the others, if there is one.
   *
   * @param stated length that graph.json states, 0 if it does not
   */
  @Nullable Finding odd(int stated) {
    int expected = stated > 0 ? stated : usual();
    for (Map.Entry<Integer, Seen> length : seen.entrySet()) {
      if (length.getKey() != expected) {
        return new Finding(
                column + " of a node have another length than " + origin(stated),
                "nodes",
                "make all rows equally long" + (stated > 0 ? ", or mend graph.json" : ""))
            .with("id", length.getValue().firstId)
            .with("expected", expected + " values")
            .with("found", length.getKey() + " values");
      }
    }
    return null;
  }

  private static String origin(int stated) {
    return stated > 0 ? "graph.json states" : "those of the other nodes";
  }
}
