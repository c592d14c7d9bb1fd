package org.gnnautoscale.reproduce;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A published accuracy.
 *
 * @param mean over the runs, from 0 to 1
 * @param std over the runs, if it was published
 * @param verified whether a public copy of it was seen; else it is recalled from the paper
 */
public record Figure(double mean, @Nullable Double std, boolean verified) {

  private static final Pattern PERCENT =
      Pattern.compile("(\\d+\\.\\d+)(?:\\+-(\\d+\\.\\d+))?\\[([VM])]");

  /** Reads percent: {@code 82.29+-0.76[V]}, or without a standard deviation {@code 95.43[M]}. */
  static Figure parse(String text) {
    Matcher matcher = PERCENT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a published figure must look like 82.29+-0.76[V] or 95.43[M], got '%s'".formatted(text));
    }
    Double std = matcher.group(2) == null ? null : fraction(matcher.group(2));
    return new Figure(fraction(matcher.group(1)), std, matcher.group(3).equals("V"));
  }

  private static double fraction(String percent) {
    return new BigDecimal(percent).movePointLeft(2).doubleValue();
  }

  /** In percent, with {@code [M]} where it is recalled. */
  @Override
  public String toString() {
    String spread = std == null ? "" : String.format(Locale.ROOT, " +- %.2f", 100 * std);
    return String.format(Locale.ROOT, "%.2f%s%s", 100 * mean, spread, verified ? "" : " [M]");
  }

  /** Keys mean, std and verified. */
  Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("mean", mean);
    map.put("std", std);
    map.put("verified", verified);
    return map;
  }
}
