package org.gnnautoscale.dataset.raw;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which nodes train, validate and test.
 *
 * @param kind where the split comes from
 * @param train nodes a class, or percent of the labelled nodes
 * @param val as {@code train}
 * @param test percent of the labelled nodes; 0 for the other kinds
 * @param splits how many random splits
 * @param seed of the random splits
 */
public record SplitChoice(Kind kind, double train, double val, double test, int splits, long seed) {

  /** The source's own splits. */
  public static final SplitChoice GIVEN = new SplitChoice(Kind.GIVEN, 0, 0, 0, 1, 1);

  /** No split. */
  public static final SplitChoice NONE = new SplitChoice(Kind.NONE, 0, 0, 0, 1, 1);

  private static final int USUAL_PER_CLASS_SPLITS = 20;
  private static final Pattern PER_CLASS = Pattern.compile("per-class:([0-9]{1,9}):([0-9]{1,9})");
  private static final Pattern RATIO =
      Pattern.compile("ratio:([0-9.]{1,9}):([0-9.]{1,9}):([0-9.]{1,9})");

  /** Where a split comes from. */
  public enum Kind {
    /** The source has it. */
    GIVEN,
    /** There is none. */
    NONE,
    /** So many training and validation nodes of each class; the rest is test. */
    PER_CLASS,
    /** Percent of the labelled nodes. */
    RATIO
  }

  /** Checks the numbers. */
  public SplitChoice {
    if (splits < 1 || splits > 1000) {
      throw new IllegalArgumentException("splits must be from 1 to 1000, got " + splits);
    }
    if (kind == Kind.RATIO && Math.abs(train + val + test - 100) > 1e-9) {
      throw new IllegalArgumentException(
          "split ratio:TRAIN:VAL:TEST must add up to 100, got %s:%s:%s"
              .formatted(number(train), number(val), number(test)));
    }
    if (kind == Kind.PER_CLASS && train < 1) {
      throw new IllegalArgumentException(
          "split per-class:TRAIN:VAL needs at least 1 training node a class, got " + number(train));
    }
  }

  /**
   * Reads {@code given}, {@code none}, {@code per-class:20:30} or {@code ratio:50:25:25}; 20 splits
   * for per-class, else 1.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static SplitChoice parse(String text) {
    Matcher perClass = PER_CLASS.matcher(text);
    if (perClass.matches()) {
      return new SplitChoice(
          Kind.PER_CLASS, number(perClass, 1), number(perClass, 2), 0, USUAL_PER_CLASS_SPLITS, 1);
    }
    Matcher ratio = RATIO.matcher(text);
    if (ratio.matches()) {
      return new SplitChoice(
          Kind.RATIO, number(ratio, 1), number(ratio, 2), number(ratio, 3), 1, 1);
    }
    return switch (text) {
      case "given" -> GIVEN;
      case "none" -> NONE;
      default ->
          throw new IllegalArgumentException(
              "split must be given, none, per-class:TRAIN:VAL or ratio:TRAIN:VAL:TEST, got '%s'"
                  .formatted(text));
    };
  }

  /** Whether the split is drawn here. */
  public boolean isRandom() {
    return kind == Kind.PER_CLASS || kind == Kind.RATIO;
  }

  /**
   * The same with another number of splits.
   *
   * @throws IllegalArgumentException if the splits are not random
   */
  public SplitChoice times(int count) {
    if (!isRandom()) {
      throw new IllegalArgumentException(
          "splits can be chosen for per-class and ratio only, not for '%s'".formatted(this));
    }
    return new SplitChoice(kind, train, val, test, count, seed);
  }

  /** The same, drawn from another seed. */
  public SplitChoice seeded(long newSeed) {
    return new SplitChoice(kind, train, val, test, splits, newSeed);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case GIVEN -> "given";
      case NONE -> "none";
      case PER_CLASS -> "per-class:%s:%s".formatted(number(train), number(val));
      case RATIO -> "ratio:%s:%s:%s".formatted(number(train), number(val), number(test));
    };
  }

  private static double number(Matcher matcher, int group) {
    try {
      return Double.parseDouble(matcher.group(group));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "split has a wrong number: '%s'".formatted(matcher.group(group)), e);
    }
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
