package org.gnnautoscale.cli;

import java.math.BigDecimal;

/**
 * A whole number of a command line, which may be written as {@code 2000000}, {@code 2_000_000} or
 * {@code 2e6}.
 *
 * @param value at least 0
 */
record Count(long value) {

  static Count parse(String text) {
    try {
      long value = new BigDecimal(text.replace("_", "")).longValueExact();
      if (value >= 0) {
        return new Count(value);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  int toInt(String option) {
    if (value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s must be at most %d, got %d".formatted(option, Integer.MAX_VALUE, value));
    }
    return (int) value;
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "must be a whole number of at least 0, got '%s'".formatted(text));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
