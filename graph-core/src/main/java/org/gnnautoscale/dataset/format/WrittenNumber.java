package org.gnnautoscale.dataset.format;

/** Numbers as text files hold them: as Java writes them, or as Python does. */
final class WrittenNumber {

  private WrittenNumber() {}

  /**
   * A number; NaN and infinity are numbers.
   *
   * @throws NumberFormatException if the text is none
   */
  static double parse(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return special(text, e);
    }
  }

  /**
   * The float that is nearest to a number.
   *
   * @throws NumberFormatException if the text is none
   */
  static float parseFloat(String text) {
    try {
      return Float.parseFloat(text);
    } catch (NumberFormatException e) {
      return (float) special(text, e);
    }
  }

  private static double special(String text, NumberFormatException error) {
    if (text.matches("(?i)[+-]?nan")) {
      return Double.NaN;
    }
    if (text.matches("(?i)[+-]?inf(inity)?")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    throw error;
  }
}
