package org.gnnautoscale.cli;

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

  /** The known key that takes the fewest edits to reach from {@code key}, whatever its case. */
  static String nearest(String key) {
    return Nearest.of(key, TrainConfig.SETTINGS.stream().map(Setting::key).toList()).orElseThrow();
  }
}
