package org.gnnautoscale.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns settings by name (numbers, booleans or text) into a checked {@link TrainConfig}. */
final class SettingsReader {

  private final Map<String, Object> values;

  SettingsReader(Map<String, Object> defaults, Map<String, ?> settings) {
    values = new LinkedHashMap<>(defaults);
    settings.forEach(
        (key, value) -> {
          if (!values.containsKey(key)) {
            throw new IllegalArgumentException(
                "unknown setting '%s'; known are %s"
                    .formatted(key, String.join(", ", defaults.keySet())));
          }
          values.put(key, value);
        });
  }

  TrainConfig read(String model) {
    return new TrainConfig(
        model,
        integer("layers"),
        widths(),
        number("dropout"),
        flag("dropInput"),
        number("edgeDropout"),
        flag("batchNorm"),
        flag("layerNorm"),
        flag("residual"),
        flag("linear"),
        number("lr"),
        number("weightDecay"),
        number("weightDecayRest"),
        text("optimizer"),
        text("schedule"),
        number("gradNorm"),
        integer("batchParts"),
        integer("maxSteps"),
        text("metric"),
        integer("epochs"),
        integer("evalEvery"),
        constant("batchLoss", BatchLoss.class),
        flag("refreshOnEvaluation"),
        constant("mode", Mode.class),
        integer("threads"));
  }

  /** The name of an enum constant as settings write it. */
  static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private String text(String key) {
    Object value = values.get(key);
    return value == null ? "" : value.toString().strip();
  }

  private int integer(String key) {
    return toInteger(key, text(key));
  }

  private static int toInteger(String key, String text) {
    double value = toNumber(key, text);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw wrong(key, "a whole number", text);
    }
    return (int) value;
  }

  private double number(String key) {
    return toNumber(key, text(key));
  }

  private static double toNumber(String key, String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(key, "a number", text);
    }
    throw wrong(key, "a finite number", text);
  }

  private boolean flag(String key) {
    return switch (text(key)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(key, "true or false", text(key));
    };
  }

  private <E extends Enum<E>> E constant(String key, Class<E> type) {
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (lower(constant).equals(text(key))) {
        return constant;
      }
      names.add(lower(constant));
    }
    throw wrong(key, String.join(" or ", names), text(key));
  }

  private List<Integer> widths() {
    String list = text("hidden").replaceAll("[\\[\\]]", "");
    List<Integer> widths = new ArrayList<>();
    for (String width : list.split(",", -1)) {
      widths.add(toInteger("hidden", width.strip()));
    }
    return widths;
  }

  private static IllegalArgumentException wrong(String key, String expected, String found) {
    return new IllegalArgumentException("%s must be %s, got '%s'".formatted(key, expected, found));
  }
}
