package org.gnnautoscale.reproduce;

/** A time for people, in its two largest units. */
public final class TimeInWords {

  private TimeInWords() {}

  /** {@code 40 s}, {@code 2 min 5 s} or {@code 3 h 20 min}. */
  public static String of(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? "%d min %d s".formatted(whole / 60, whole % 60)
        : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
  }
}
