package org.gnnautoscale.dataset.generate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many graphs there are to train on, to validate with and to test with; each at least 0.
 *
 * @param train graphs whose nodes are trained on
 * @param val graphs that choose the best epoch
 * @param test graphs that give the result
 */
public record GraphCounts(int train, int val, int test) {

  /** The numbers of CLUSTER, as published. */
  public static final GraphCounts PUBLISHED = new GraphCounts(10_000, 1_000, 1_000);

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9}):(\\d{1,9}):(\\d{1,9})");

  /** Checks that there is a graph at all. */
  public GraphCounts {
    if (train < 0 || val < 0 || test < 0 || (train == 0 && val == 0 && test == 0)) {
      throw new IllegalArgumentException(
          "graphs must be at least 0 for each role, and one in all, got %d:%d:%d"
              .formatted(train, val, test));
    }
  }

  /**
   * Reads {@code TRAIN:VAL:TEST}.
   *
   * @throws IllegalArgumentException if it is written otherwise, or all are 0
   */
  public static GraphCounts parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "must be three whole numbers TRAIN:VAL:TEST, got '%s'".formatted(text));
    }
    return new GraphCounts(
        Integer.parseInt(written.group(1)),
        Integer.parseInt(written.group(2)),
        Integer.parseInt(written.group(3)));
  }

  /** All graphs. */
  public long all() {
    return (long) train + val + test;
  }

  @Override
  public String toString() {
    return "%d:%d:%d".formatted(train, val, test);
  }
}
