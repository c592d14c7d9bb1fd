package org.gnnautoscale.engine;

/**
 * How far values were from the halves that were stored in their place. Values beyond the largest
 * half, 65,504, are saturated: it is stored instead of them, and they count as nothing else.
 *
 * @param max the largest difference
 * @param squaredErrors sum of the squared differences
 * @param squaredValues sum of the squared values
 * @param saturated how many values are beyond the largest half
 */
public record RoundingError(
    double max, double squaredErrors, double squaredValues, long saturated) {

  /** Of no values. */
  public static final RoundingError NONE = new RoundingError(0, 0, 0, 0);

  /** The error of both; sums depend on the order in the last bits. */
  public RoundingError plus(RoundingError other) {
    return new RoundingError(
        Math.max(max, other.max),
        squaredErrors + other.squaredErrors,
        squaredValues + other.squaredValues,
        saturated + other.saturated);
  }

  /** The root of the mean squared difference, relative to that of the mean squared value. */
  public double rms() {
    return squaredErrors == 0 ? 0 : Math.sqrt(squaredErrors / squaredValues);
  }
}
