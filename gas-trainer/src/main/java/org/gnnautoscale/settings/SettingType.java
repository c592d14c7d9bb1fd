package org.gnnautoscale.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What values a setting takes, and how text, a JSON or a HOCON value becomes one of them. */
public enum SettingType {
  /** A whole number of 32 bits. */
  WHOLE("a whole number") {
    @Override
    Optional<Object> read(Object given) {
      try {
        return Optional.of(new BigDecimal(text(given)).intValueExact());
      } catch (NumberFormatException | ArithmeticException e) {
        return Optional.empty();
      }
    }
  },
  /** A finite number. */
  NUMBER("a number") {
    @Override
    Optional<Object> read(Object given) {
      try {
        return Optional.<Object>of(Double.parseDouble(text(given)))
            .filter(value -> Double.isFinite((double) value));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
  },
  /** Yes or no. */
  FLAG("true or false") {
    @Override
    Optional<Object> read(Object given) {
      return switch (text(given)) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }
  },
  /** A word. */
  WORD("a word") {
    @Override
    Optional<Object> read(Object given) {
      return given instanceof List || text(given).isEmpty()
          ? Optional.empty()
          : Optional.of(text(given));
    }
  },
  /** Any text; none at all is a value too. */
  TEXT("text") {
    @Override
    Optional<Object> read(Object given) {
      return given instanceof List ? Optional.empty() : Optional.of(text(given));
    }
  },
  /** Whole numbers, one or several. */
  WIDTHS("a width like 64, or a list like [64,32]") {
    @Override
    Optional<Object> read(Object given) {
      return each(given, WHOLE);
    }
  },
  /** Words, one or several. */
  WORDS("a word, or a list like [mean,max]") {
    @Override
    Optional<Object> read(Object given) {
      return each(given, WORD);
    }
  },
  /** A word, or numbers, one for each class. */
  WORD_OR_NUMBERS("a word, or a list of numbers like [1,2.5]") {
    @Override
    Optional<Object> read(Object given) {
      Optional<Object> numbers = each(given, NUMBER);
      return numbers.isPresent() ? numbers : WORD.read(given);
    }
  };

  private final String description;

  SettingType(String description) {
    this.description = description;
  }

  /** What is accepted, in words. */
  public String description() {
    return description;
  }

  /**
   * The value in the type of this setting: an {@code Integer}, {@code Double}, {@code Boolean},
   * {@code String} or a list of them; empty if it is of another one.
   */
  abstract Optional<Object> read(Object given);

  private static String text(Object given) {
    return given.toString().strip();
  }

  private static Optional<Object> each(Object given, SettingType type) {
    List<Object> values = new ArrayList<>();
    for (Object item : items(given)) {
      Optional<Object> value = type.read(item);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(List.copyOf(values));
  }

  private static List<?> items(Object given) {
    if (given instanceof List<?> list) {
      return list;
    }
    String text = text(given);
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    return List.of((brackets ? text.substring(1, text.length() - 1) : text).split(",", -1));
  }
}
