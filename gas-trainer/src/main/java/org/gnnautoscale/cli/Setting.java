package org.gnnautoscale.cli;

import java.util.List;
import java.util.Optional;
import org.gnnautoscale.nn.ModelRegistry;

/**
 * One key of {@code --set}, a settings file or a preset.
 *
 * @param key its name
 * @param type what it takes
 * @param fallback what holds if nobody gives it, as text
 * @param models that read it; empty: all
 * @param available values it can have, in words; empty: all of its type
 * @param meaning one phrase
 */
record Setting(
    String key,
    SettingType type,
    String fallback,
    List<String> models,
    List<String> available,
    String meaning) {

  /** Models that send messages along edges. */
  private static final String[] WITH_EDGES = {
    "gcn", "sage", "gat", "gin", "appnp", "gcn2", "pna", "pna-jk"
  };

  /**
   * Every key there is, in the order of docs/reference/settings.md; that leaves out those whose
   * models are to come.
   */
  static final List<Setting> ALL =
      List.of(
          of("layers", SettingType.WHOLE, "2", "graph layers"),
          of("hidden", SettingType.WIDTHS, "64", "width of the hidden layers, or one a layer"),
          of("dropout", SettingType.NUMBER, "0.5", "share of values dropped in training"),
          of("dropInput", SettingType.FLAG, "true", "drop input features too"),
          only(
              "edgeDropout",
              SettingType.NUMBER,
              "0",
              "share of edges dropped in training; the weights left are divided by 1 - share",
              WITH_EDGES),
          of("batchNorm", SettingType.FLAG, "false", "batch norm after each hidden convolution"),
          of("layerNorm", SettingType.FLAG, "false", "layer norm after each hidden convolution"),
          only(
              "residual",
              SettingType.FLAG,
              "false",
              "add a layer's input where widths match",
              WITH_EDGES),
          only(
              "linear",
              SettingType.FLAG,
              "false",
              "linear layers around the convolutions",
              WITH_EDGES),
          only("hiddenHeads", SettingType.WHOLE, "8", "heads of a hidden layer", "gat"),
          only("outHeads", SettingType.WHOLE, "1", "heads of the last layer", "gat"),
          only("negativeSlope", SettingType.NUMBER, "0.2", "slope of LeakyReLU", "gat"),
          only("alpha", SettingType.NUMBER, "0.1", "share of the first layer", "appnp", "gcn2"),
          only("theta", SettingType.NUMBER, "0.5", "strength of the weights", "gcn2"),
          only("sharedWeights", SettingType.FLAG, "true", "one weight for both terms", "gcn2"),
          only(
              "aggregators",
              SettingType.WORDS,
              "[mean]",
              "how neighbors are put together",
              "pna",
              "pna-jk",
              "sage"),
          only(
              "scalers",
              SettingType.WORDS,
              "[identity,amplification]",
              "how degrees weigh",
              "pna",
              "pna-jk"),
          of("lr", SettingType.NUMBER, "0.01", "step size"),
          of("weightDecay", SettingType.NUMBER, "0", "L2 decay of the regularized group"),
          of("weightDecayRest", SettingType.NUMBER, "0", "L2 decay of all other parameters"),
          of("optimizer", SettingType.WORD, "adam", "adam, adamw or sgd"),
          of(
              "schedule",
              SettingType.WORD,
              "constant",
              "how lr changes over the epochs; only constant in this version"),
          of("gradNorm", SettingType.NUMBER, "0", "largest norm of all gradients; 0 = off"),
          of("batchParts", SettingType.WHOLE, "0", "parts in a batch; 0 = a quarter of all"),
          of("maxSteps", SettingType.WHOLE, "0", "steps in an epoch; 0 = all"),
          of("metric", SettingType.WORD, "auto", "accuracy, microF1, rocAuc or auto"),
          of("epochs", SettingType.WHOLE, "200", "passes over all parts"),
          of("evalEvery", SettingType.WHOLE, "1", "epochs between two evaluations"),
          of("batchLoss", SettingType.WORD, "unbiased", "mean or unbiased"),
          of("refreshOnEvaluation", SettingType.FLAG, "false", "evaluation overwrites histories"),
          of("mode", SettingType.WORD, "gas", "gas, or full for full batch"),
          of("threads", SettingType.WHOLE, "0", "computing threads; 0 = all cores"),
          fixed("historyStorage", "ram", "where histories live"),
          fixed("historyType", "fp32", "how a value of a history is stored"),
          fixed("shardStorage", "ram", "where features and structure live"));

  /** Copies the lists. */
  Setting {
    models = List.copyOf(models);
    available = List.copyOf(available);
  }

  /** The setting of that name. */
  static Optional<Setting> find(String key) {
    return ALL.stream().filter(setting -> setting.key.equals(key)).findFirst();
  }

  /** The known key that takes the fewest edits to reach from {@code key}, whatever its case. */
  static String nearest(String key) {
    return Nearest.of(key, ALL.stream().filter(Setting::isOfThisVersion).map(Setting::key).toList())
        .orElseThrow();
  }

  /** Whether this version has a model that reads it. */
  boolean isOfThisVersion() {
    return models.isEmpty() || !modelsOfThisVersion().isEmpty();
  }

  /** The models of this version that read it; empty: all. */
  List<String> modelsOfThisVersion() {
    return models.stream().filter(ModelRegistry.names()::contains).toList();
  }

  /** Whether this model reads the setting. */
  boolean belongsTo(String model) {
    return models.isEmpty() || models.contains(model);
  }

  /** Whether the model's configuration takes the value; a fixed setting is only checked. */
  boolean travels() {
    return available.isEmpty();
  }

  private static Setting of(String key, SettingType type, String fallback, String meaning) {
    return new Setting(key, type, fallback, List.of(), List.of(), meaning);
  }

  private static Setting only(
      String key, SettingType type, String fallback, String meaning, String... models) {
    return new Setting(key, type, fallback, List.of(models), List.of(), meaning);
  }

  private static Setting fixed(String key, String value, String meaning) {
    return new Setting(key, SettingType.WORD, value, List.of(), List.of(value), meaning);
  }
}
