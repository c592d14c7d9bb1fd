package org.gnnautoscale.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.settings.Setting;
import org.jspecify.annotations.Nullable;

/**
 * What the user set for a model: {@code --set} wins over a settings file, and that over a preset.
 *
 * <p>Every key is checked where it comes from: whether there is such a setting, whether this model
 * has it, and whether the value is of its type.
 */
final class Settings {

  private final String model;
  private final Map<String, Object> values = new LinkedHashMap<>();

  private Settings(String model) {
    this.model = model;
  }

  /**
   * Reads all three sources.
   *
   * @param preset name of a preset, if any
   * @param conf address of a HOCON file, if any
   * @param sets {@code key=value} words
   * @return values by key, without those that have their default
   * @throws BadDataException if the file is missing or malformed
   */
  static Map<String, Object> resolve(
      String model, @Nullable String preset, @Nullable String conf, List<String> sets)
      throws IOException {
    Settings settings = new Settings(model);
    if (preset != null) {
      settings.addAll(parse(Preset.text(model, preset), "preset " + preset), "preset " + preset);
    }
    if (conf != null) {
      byte[] bytes = Storage.readAll(Storage.path(conf));
      settings.addAll(parse(new String(bytes, StandardCharsets.UTF_8), conf), conf);
    }
    for (String set : sets) {
      settings.addSet(set);
    }
    return settings.values;
  }

  static Config parse(String text, String source) throws BadDataException {
    try {
      return ConfigFactory.parseString(text).resolve();
    } catch (ConfigException e) {
      throw malformed(text, source, e);
    }
  }

  private static BadDataException malformed(String text, String source, ConfigException e) {
    BadDataException error =
        BadDataException.of("the settings cannot be read").with("file", source).because(e);
    List<String> lines = text.lines().toList();
    int row = e.origin() == null ? 0 : e.origin().lineNumber();
    if (row >= 1) {
      error.with("row", row);
    }
    if (row >= 1 && row <= lines.size()) {
      error.with("value", lines.get(row - 1).strip());
    }
    return error.fix("write lines such as epochs = 100");
  }

  private void addAll(Config config, String source) {
    config
        .entrySet()
        .forEach(
            entry -> {
              String key = String.join(".", ConfigUtil.splitPath(entry.getKey()));
              add(key, entry.getValue().unwrapped(), source);
            });
  }

  private void addSet(String set) {
    int sign = set.indexOf('=');
    if (sign < 1) {
      throw new IllegalArgumentException("--set takes key=value, got '%s'".formatted(set));
    }
    add(set.substring(0, sign).strip(), set.substring(sign + 1).strip(), "--set");
  }

  private void add(String key, Object given, String source) {
    Setting setting =
        KnownSettings.find(key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "unknown setting '%s' in %s%s\n  see      docs/reference/settings.md"
                            .formatted(key, source, KnownSettings.question(key))));
    if (!setting.belongsTo(model)) {
      throw new IllegalArgumentException(
          "setting '%s' in %s is one of %s; model %s does not have it"
              .formatted(key, source, String.join(", ", setting.models()), model));
    }
    values.put(key, setting.read(given, "setting '%s' in %s".formatted(key, source)));
  }
}
