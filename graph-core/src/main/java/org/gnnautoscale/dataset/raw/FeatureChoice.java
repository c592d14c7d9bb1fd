package org.gnnautoscale.dataset.raw;

import java.util.Locale;

/**
 * What becomes of the features of a source, or what stands in for them where it has none.
 *
 * @param kind what to do
 * @param width of random features; 0 for the other kinds
 */
public record FeatureChoice(Kind kind, int width) {

  /** Features as the source has them. */
  public static final FeatureChoice RAW = new FeatureChoice(Kind.RAW, 0);

  /** Features divided by the sum of their row, as Planetoid sets are used. */
  public static final FeatureChoice ROW_NORMALIZED = new FeatureChoice(Kind.ROW_NORMALIZED, 0);

  /** 1 for every feature that is not 0, as the Amazon and Coauthor sets are used. */
  public static final FeatureChoice BINARY = new FeatureChoice(Kind.BINARY, 0);

  /** Columns of mean 0 and variance 1, as Reddit and Yelp are used. */
  public static final FeatureChoice STANDARDIZED = new FeatureChoice(Kind.STANDARDIZED, 0);

  private static final int USUAL_RANDOM_WIDTH = 64;

  /** What to do with, or instead of, the features of a source. */
  public enum Kind {
    /** Keep them. */
    RAW,
    /** Divide each row by the sum of its absolute values. */
    ROW_NORMALIZED,
    /** Set what is not 0 to 1. */
    BINARY,
    /** Take the mean off each column and divide it by its standard deviation, over all nodes. */
    STANDARDIZED,
    /** One column: the number of neighbors (directed: of incoming edges). */
    DEGREE,
    /** Standard normal values. */
    RANDOM,
    /** One column a node, sparse. */
    IDENTITY;

    /** Whether there must be features in the source. */
    boolean needsFeatures() {
      return this == ROW_NORMALIZED || this == BINARY || this == STANDARDIZED;
    }
  }

  /** Checks the width. */
  public FeatureChoice {
    if (kind == Kind.RANDOM ? width < 1 : width != 0) {
      throw new IllegalArgumentException(
          "width of random features must be at least 1 (and 0 for other kinds), got " + width);
    }
  }

  /**
   * Reads {@code raw}, {@code row-normalized}, {@code binary}, {@code standardized}, {@code
   * degree}, {@code random:64} or {@code identity}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static FeatureChoice parse(String text) {
    if (text.equals("random")) {
      return new FeatureChoice(Kind.RANDOM, USUAL_RANDOM_WIDTH);
    }
    if (text.matches("random:[0-9]{1,9}")) {
      return new FeatureChoice(Kind.RANDOM, Integer.parseInt(text.substring("random:".length())));
    }
    for (Kind kind : Kind.values()) {
      if (kind != Kind.RANDOM && name(kind).equals(text)) {
        return new FeatureChoice(kind, 0);
      }
    }
    throw new IllegalArgumentException(
        "features must be raw, row-normalized, binary, standardized, degree, random:WIDTH or identity, got '%s'"
            .formatted(text));
  }

  @Override
  public String toString() {
    return kind == Kind.RANDOM ? "random:" + width : name(kind);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
