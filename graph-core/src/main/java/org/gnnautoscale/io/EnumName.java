package org.gnnautoscale.io;

import java.util.Arrays;
import java.util.List;

/** The name of an enum constant as it is typed on the command line: what it prints as. */
public final class EnumName {

  /** The most names that an error tells in a sentence. */
  private static final int SENTENCE = 3;

  private EnumName() {}

  /**
   * The constant of a name.
   *
   * @param what the constants are, for the error
   * @throws IllegalArgumentException if there is none of that name; it tells those there are
   */
  public static <E extends Enum<E>> E parse(String what, E[] constants, String name) {
    for (E constant : constants) {
      if (constant.toString().equals(name)) {
        return constant;
      }
    }
    List<String> names = Arrays.stream(constants).map(E::toString).toList();
    throw new IllegalArgumentException(
        "unknown %s '%s', expected %s".formatted(what, name, oneOf(names)));
  }

  private static String oneOf(List<String> names) {
    if (names.size() > SENTENCE) {
      return "one of: " + String.join(", ", names);
    }
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }
}
