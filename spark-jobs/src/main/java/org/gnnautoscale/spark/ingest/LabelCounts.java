package org.gnnautoscale.spark.ingest;

import java.io.Serializable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Nodes of each class, and the highest class.
 *
 * <p>Labels may be hashes, one a node: when more than {@link #MOST} different ones have been met,
 * only the highest is kept. That does not depend on the order in which tasks are merged.
 */
final class LabelCounts implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Different classes that are counted at most. */
  static final int MOST = 1 << 16;

  private final TreeMap<Integer, Long> counts = new TreeMap<>();
  private int highest = -1;
  private boolean tooMany;

  /** Counts a node of a class. */
  void add(int label) {
    add(label, 1);
  }

  void merge(LabelCounts other) {
    highest = Math.max(highest, other.highest);
    if (other.tooMany) {
      giveUp();
    }
    other.counts.forEach(this::add);
  }

  private void add(int label, long nodes) {
    highest = Math.max(highest, label);
    if (tooMany) {
      return;
    }
    counts.merge(label, nodes, Long::sum);
    if (counts.size() > MOST) {
      giveUp();
    }
  }

  private void giveUp() {
    tooMany = true;
    counts.clear();
  }

  /** The highest class, -1 without any. */
  int highest() {
    return highest;
  }

  /** Nodes of each class that occurs, ascending; empty if there are more than {@link #MOST}. */
  SortedMap<Integer, Long> toMap() {
    return Collections.unmodifiableSortedMap(counts);
  }
}
