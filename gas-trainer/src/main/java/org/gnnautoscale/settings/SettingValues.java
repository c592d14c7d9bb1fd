package org.gnnautoscale.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checked value for each of some settings.
 *
 * @param byKey in the order of the settings; values as {@link SettingType} reads them
 */
public record SettingValues(Map<String, Object> byKey) {

  /** Copies the values. */
  public SettingValues {
    byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
  }

  /**
   * Reads and checks values; what is not given has its fallback.
   *
   * @param given by key: numbers, booleans, lists, or text
   * @throws IllegalArgumentException for an unknown key, a wrong type or a value out of range
   */
  public static SettingValues of(List<Setting> settings, Map<String, ?> given) {
    requireKnown(settings, given);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Setting setting : settings) {
      Object value = given.get(setting.key());
      values.put(setting.key(), value == null ? setting.fallback() : setting.read(value));
    }
    return new SettingValues(values);
  }

  private static void requireKnown(List<Setting> settings, Map<String, ?> given) {
    List<String> known = settings.stream().map(Setting::key).toList();
    for (String key : given.keySet()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "unknown setting '%s'; known are %s".formatted(key, String.join(", ", known)));
      }
    }
  }

  /** The values of some of the settings. */
  public SettingValues only(List<Setting> settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    settings.forEach(setting -> values.put(setting.key(), get(setting.key(), Object.class)));
    return new SettingValues(values);
  }

  /** Values as JSON has them: a list of one width is that width. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>(byKey);
    map.replaceAll(
        (key, value) ->
            value instanceof List<?> list && list.size() == 1 && list.get(0) instanceof Integer one
                ? one
                : value);
    return map;
  }

  /** The same with one more value, as {@link #of} takes them. */
  public Map<String, Object> with(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>(byKey);
    map.put(key, value);
    return map;
  }

  /** A whole number. */
  public int whole(String key) {
    return get(key, Integer.class);
  }

  /** A number. */
  public double number(String key) {
    return get(key, Double.class);
  }

  /** True or false. */
  public boolean flag(String key) {
    return get(key, Boolean.class);
  }

  /** A word. */
  public String word(String key) {
    return get(key, String.class);
  }

  /** A word as the constant of that name: {@code crossEntropy} is {@code CROSS_ENTROPY}. */
  public <E extends Enum<E>> E constant(String key, Class<E> type) {
    String word = word(key);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().replace("_", "").equalsIgnoreCase(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(type.getSimpleName() + " has no constant for " + word);
  }

  /** Widths. */
  public List<Integer> widths(String key) {
    return list(key, Integer.class);
  }

  /** Whether a value is a word, where numbers may stand too. */
  public boolean isWord(String key) {
    return get(key, Object.class) instanceof String;
  }

  /** Numbers. */
  public List<Double> numbers(String key) {
    return list(key, Double.class);
  }

  /** Words. */
  public List<String> words(String key) {
    return list(key, String.class);
  }

  private <T> List<T> list(String key, Class<T> type) {
    List<T> values = new ArrayList<>();
    for (Object value : get(key, List.class)) {
      values.add(type.cast(value));
    }
    return Collections.unmodifiableList(values);
  }

  private <T> T get(String key, Class<T> type) {
    Object value = byKey.get(key);
    if (value == null) {
      throw new IllegalArgumentException("there is no setting " + key + " here");
    }
    return type.cast(value);
  }
}
