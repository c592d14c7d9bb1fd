package org.gnnautoscale.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.train.TrainConfig;

/**
 * A model that is measured.
 *
 * @param model its name
 * @param settings that differ from the defaults
 */
public record BenchCase(String model, Map<String, Object> settings) {

  /** What is measured if no model is named. */
  private static final List<String> USUAL = List.of("gcn", "sage", "gat", "gcn2", "pna");

  private static final Map<String, Map<String, Object>> SIZES = sizes();

  /** Copies the settings. */
  public BenchCase {
    settings = new LinkedHashMap<>(settings);
  }

  /** Names of the models that are measured if none is given. */
  public static List<String> usualModels() {
    return USUAL;
  }

  /** A model of the size that is usual for it, with other settings on top. */
  public static BenchCase of(String model, Map<String, Object> more) {
    Map<String, Object> settings = new LinkedHashMap<>(SIZES.getOrDefault(model, Map.of()));
    settings.put("batchParts", 10);
    settings.putAll(more);
    return new BenchCase(model, settings);
  }

  /** So many epochs, each of them evaluated. */
  TrainConfig config(int epochs) {
    return TrainConfig.of(model, settings)
        .with("epochs", epochs)
        .with("evalEvery", 1)
        .with("earlyStopping", 0);
  }

  private static Map<String, Map<String, Object>> sizes() {
    Map<String, Map<String, Object>> models = new LinkedHashMap<>();
    models.put("gcn", Map.of("layers", 3, "hidden", 256));
    models.put("sage", Map.of("layers", 3, "hidden", 256));
    models.put("gat", Map.of("layers", 3, "hidden", 8, "hiddenHeads", 8));
    models.put("gin", Map.of("layers", 3, "hidden", 256, "batchNorm", true));
    models.put("appnp", Map.of("layers", 10, "hidden", 256));
    models.put("gcn2", Map.of("layers", 4, "hidden", 256));
    models.put(
        "pna",
        Map.of("layers", 3, "hidden", 256, "aggregators", "mean,max", "scalers", "identity"));
    models.put("pna-jk", Map.of("layers", 3, "hidden", 128, "aggregators", "mean,max"));
    return models;
  }
}
