package org.gnnautoscale.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The known word that a mistyped one was meant to be. */
final class Nearest {

  private Nearest() {}

  /** The word that takes the fewest edits to reach, whatever its case. */
  static Optional<String> of(String typed, Collection<String> known) {
    return known.stream().min(Comparator.comparingInt(word -> edits(typed, word)));
  }

  /** The same, if it is so near that it was meant. */
  static Optional<String> ifNear(String typed, Collection<String> known) {
    return of(typed, known).filter(word -> edits(typed, word) <= Math.max(2, word.length() / 4));
  }

  /** A question to end an error with, if a known word is so near that it was meant. */
  static String question(String typed, Collection<String> known) {
    return ifNear(typed, known).map("; did you mean '%s'?"::formatted).orElse("");
  }

  private static int edits(String a, String b) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }
}
