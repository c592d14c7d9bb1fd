package org.gnnautoscale.cli;

import java.util.List;
import java.util.Optional;
import org.gnnautoscale.nn.ModelRegistry;
import org.gnnautoscale.settings.Setting;
import org.gnnautoscale.train.TrainConfig;

/** The settings as a user sees them: those whose models are to come are not shown. */
final class KnownSettings {

  private KnownSettings() {}

  /** The setting of that name, shown or not. */
  static Optional<Setting> find(String key) {
    return TrainConfig.SETTINGS.stream().filter(setting -> setting.key().equals(key)).findFirst();
  }

  /** Every setting that a model of this version reads, in the order of the reference. */
  static List<Setting> shown() {
    return TrainConfig.SETTINGS.stream().filter(KnownSettings::isShown).toList();
  }

  /** The known key that takes the fewest edits to reach from {@code key}, whatever its case. */
  static String nearest(String key) {
    return Nearest.of(key, shown().stream().map(Setting::key).toList()).orElseThrow();
  }

  /** Whether this version has a model that reads it. */
  static boolean isShown(Setting setting) {
    return setting.models().isEmpty() || !models(setting).isEmpty();
  }

  /** The models of this version that read it; empty: all. */
  static List<String> models(Setting setting) {
    return setting.models().stream().filter(ModelRegistry.names()::contains).toList();
  }
}
