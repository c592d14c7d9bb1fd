package org.gnnautoscale.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.Predicate;

/**
 * One thing that can be set, defined once: help, settings files, documents and the checked
 * configurations follow from it.
 *
 * @param key its name in {@code --set}, in a settings file, in a preset and in run.json
 * @param type what it takes
 * @param rule which values of that type
 * @param fallback what holds if nobody sets it
 * @param models that read it; empty: all
 * @param meaning one phrase
 */
public record Setting(
    String key, SettingType type, Rule rule, Object fallback, List<String> models, String meaning) {

  private static final Rule ANY = new Rule("", value -> true);

  /** Copies the list and checks the fallback. */
  public Setting {
    models = List.copyOf(models);
    fallback =
        type.read(fallback)
            .filter(rule::holds)
            .orElseThrow(() -> new IllegalArgumentException("the fallback of a setting is wrong"));
  }

  /** A whole number. */
  public static Setting whole(String key, int fallback, String meaning) {
    return new Setting(key, SettingType.WHOLE, ANY, fallback, List.of(), meaning);
  }

  /** A number. */
  public static Setting number(String key, double fallback, String meaning) {
    return new Setting(key, SettingType.NUMBER, ANY, fallback, List.of(), meaning);
  }

  /** True or false. */
  public static Setting flag(String key, boolean fallback, String meaning) {
    return new Setting(key, SettingType.FLAG, ANY, fallback, List.of(), meaning);
  }

  /** One of the known words; the first of them is the fallback. */
  public static Setting choice(String key, String meaning, String... known) {
    Rule rule = Rule.oneOf(Arrays.asList(known));
    return new Setting(key, SettingType.WORD, rule, known[0], List.of(), meaning);
  }

  /** Any text, described by its rule; nothing is the fallback. */
  public static Setting text(String key, String takes, String meaning) {
    Rule rule = new Rule(takes, value -> true);
    return new Setting(key, SettingType.TEXT, rule, "", List.of(), meaning);
  }

  /** One width of at least 1, or a list of them. */
  public static Setting widths(String key, int fallback, String meaning) {
    Rule rule = Rule.number("a width of at least 1, or a list like [64,32]", value -> value >= 1);
    return new Setting(key, SettingType.WIDTHS, rule, fallback, List.of(), meaning);
  }

  /** Some of the known words. */
  public static Setting words(
      String key, List<String> fallback, List<String> known, String meaning) {
    return new Setting(key, SettingType.WORDS, Rule.someOf(known), fallback, List.of(), meaning);
  }

  /** One of the known words, the first of which is the fallback, or a list of numbers above 0. */
  public static Setting wordOrNumbers(String key, List<String> known, String meaning) {
    Rule rule =
        new Rule(
            String.join(", ", known) + ", or a list of numbers above 0 like [1,2.5]",
            value -> value instanceof Double number ? number > 0 : known.contains(value));
    return new Setting(key, SettingType.WORD_OR_NUMBERS, rule, known.get(0), List.of(), meaning);
  }

  /** The same, for numbers of at least {@code least}. */
  public Setting atLeast(int least) {
    return with(Rule.number("of at least " + least, value -> value >= least));
  }

  /** The same, for numbers above {@code limit}. */
  public Setting above(int limit) {
    return with(Rule.number("above " + limit, value -> value > limit));
  }

  /** The same, for numbers from 0 up to but without 1. */
  public Setting share() {
    return with(Rule.number("in [0, 1)", value -> value >= 0 && value < 1));
  }

  /** The same, read by these models alone. */
  public Setting onlyOf(String... models) {
    return new Setting(key, type, rule, fallback, List.of(models), meaning);
  }

  /** Whether this model reads it; a user's own model, named by its class, may read any. */
  public boolean belongsTo(String model) {
    return models.isEmpty() || models.contains(model) || model.indexOf('.') > 0;
  }

  /** What is accepted, as it follows "must be". */
  public String takes() {
    return switch (type) {
      case WORD, TEXT, WIDTHS, WORD_OR_NUMBERS -> rule.words();
      case WORDS -> rule.words() + ": a word, or a list like [a,b]";
      case WHOLE, NUMBER, FLAG -> (type.description() + " " + rule.words()).strip();
    };
  }

  /**
   * Reads a value.
   *
   * @param given a number, boolean, list or text
   * @throws IllegalArgumentException if it is of another type or out of range
   */
  public Object read(Object given) {
    return read(given, key);
  }

  /** As {@link #read(Object)}; errors call the setting {@code name}. */
  public Object read(Object given, String name) {
    Optional<Object> value = type.read(given).filter(rule::holds);
    return value.orElseThrow(
        () ->
            new IllegalArgumentException(
                "%s must be %s, got '%s'".formatted(name, takes(), given)));
  }

  /** The fallback as text. */
  public String fallbackText() {
    return fallback instanceof List<?> list ? text(list) : text(fallback);
  }

  private static String text(Object value) {
    boolean whole = value instanceof Double number && number == Math.rint(number);
    return whole ? Long.toString(((Double) value).longValue()) : value.toString();
  }

  private String text(List<?> list) {
    boolean one = type == SettingType.WIDTHS && list.size() == 1;
    return one ? list.get(0).toString() : list.toString().replace(" ", "");
  }

  private Setting with(Rule other) {
    return new Setting(key, type, other, fallback, models, meaning);
  }

  /**
   * Which values of its type a setting takes.
   *
   * @param words what follows "must be", for numbers after their type; empty: all
   * @param test holds for one value, or for each of a list
   */
  public record Rule(String words, Predicate<Object> test) {

    static Rule number(String words, DoublePredicate test) {
      return new Rule(words, value -> test.test(((Number) value).doubleValue()));
    }

    static Rule oneOf(List<String> known) {
      return new Rule(
          known.size() == 1
              ? known.get(0) + ", the only one of this version"
              : "one of " + String.join(", ", known),
          known::contains);
    }

    static Rule someOf(List<String> known) {
      return new Rule("some of " + String.join(", ", known), known::contains);
    }

    boolean holds(Object value) {
      return value instanceof List<?> list ? list.stream().allMatch(test) : test.test(value);
    }
  }
}
