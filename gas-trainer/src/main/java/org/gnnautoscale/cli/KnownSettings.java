package org.gnnautoscale.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gnnautoscale.settings.Setting;
import org.gnnautoscale.train.TrainConfig;

/** Looks settings up by what a user typed. */
final class KnownSettings {

  private KnownSettings() {}

  /** The setting of that name. */
  static Optional<Setting> find(String key) {
    return TrainConfig.SETTINGS.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  /** Asks whether a known key was meant: one that has {@code key} in it, or a few edits away. */
  static String question(String key) {
    List<String> keys = TrainConfig.SETTINGS.stream().map(Setting::key).toList();
    String part = key.toLowerCase(Locale.ROOT);
    List<String> longer =
        keys.stream()
            .filter(known -> part.length() > 2 && known.toLowerCase(Locale.ROOT).contains(part))
            .toList();
    return longer.isEmpty() || keys.stream().anyMatch(key::equalsIgnoreCase)
        ? Nearest.question(key, keys)
        : "; did you mean '%s'?".formatted(String.join("' or '", longer));
  }
}
