package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.gnnautoscale.autograd.OptimizerConfig;
import org.gnnautoscale.autograd.OptimizerConfig.Algorithm;
import org.gnnautoscale.nn.ModelConfig;

/**
 * Everything but the data and the seed that decides the outcome of a training run.
 *
 * @param model name of the model, one of {@code ModelRegistry}
 * @param layers number of graph layers, at least 1
 * @param hidden width of the hidden layers: one for all of them, or one a layer
 * @param dropout share of values dropped, 0 up to but without 1
 * @param dropInput whether input features are dropped too
 * @param edgeDropout share of edges dropped in a training step; the weights left are scaled up
 * @param batchNorm whether a batch norm follows each hidden convolution
 * @param layerNorm whether a layer norm follows each hidden convolution
 * @param residual whether a layer's input is added to its output where the widths match
 * @param linear whether a linear layer stands before and one after the convolutions
 * @param lr step size of the optimizer, above 0
 * @param weightDecay L2 decay of the regularized parameters
 * @param weightDecayRest L2 decay of all other parameters
 * @param optimizer adam, adamw or sgd
 * @param schedule constant
 * @param gradNorm largest norm of all gradients together; 0 = off
 * @param batchParts parts in a batch; 0 = a quarter of all, at least 1
 * @param maxSteps steps after which an epoch ends; 0 = no limit
 * @param metric auto, accuracy, microF1 or rocAuc
 * @param epochs passes over all parts, at least 1
 * @param evalEvery epochs between two evaluations, at least 1
 * @param batchLoss weighting of a batch's training nodes
 * @param refreshOnEvaluation whether an evaluation also overwrites the histories
 * @param mode historical embeddings or full batch
 * @param threads computing threads; 0 = as many as the machine has and the graph can feed
 */
public record TrainConfig(
    String model,
    int layers,
    List<Integer> hidden,
    double dropout,
    boolean dropInput,
    double edgeDropout,
    boolean batchNorm,
    boolean layerNorm,
    boolean residual,
    boolean linear,
    double lr,
    double weightDecay,
    double weightDecayRest,
    String optimizer,
    String schedule,
    double gradNorm,
    int batchParts,
    int maxSteps,
    String metric,
    int epochs,
    int evalEvery,
    BatchLoss batchLoss,
    boolean refreshOnEvaluation,
    Mode mode,
    int threads) {

  private static final Map<String, Object> DEFAULTS = defaultSettings();

  /** Checks the ranges given above. */
  public TrainConfig {
    hidden = List.copyOf(hidden);
    require(layers >= 1, "layers must be at least 1", layers);
    require(
        hidden.size() == 1 || hidden.size() == layers - 1 || (linear && hidden.size() == layers),
        "hidden must be one width, or one for each of the %d hidden layers".formatted(layers - 1),
        hidden);
    hidden.forEach(w -> require(w >= 1, "hidden must be at least 1", w));
    require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1)", dropout);
    require(edgeDropout >= 0 && edgeDropout < 1, "edgeDropout must be in [0, 1)", edgeDropout);
    require(lr > 0 && lr < Double.POSITIVE_INFINITY, "lr must be above 0", lr);
    require(weightDecay >= 0, "weightDecay must be at least 0", weightDecay);
    require(weightDecayRest >= 0, "weightDecayRest must be at least 0", weightDecayRest);
    requireOneOf("optimizer", optimizer, List.of("adam", "adamw", "sgd"));
    requireOneOf("schedule", schedule, List.of("constant"));
    require(gradNorm >= 0, "gradNorm must be at least 0 (0 = off)", gradNorm);
    require(batchParts >= 0, "batchParts must be at least 1", batchParts);
    require(maxSteps >= 0, "maxSteps must be at least 0 (0 = all)", maxSteps);
    requireOneOf("metric", metric, List.of("auto", "accuracy", "microF1", "rocAuc"));
    require(epochs >= 1, "epochs must be at least 1", epochs);
    require(evalEvery >= 1, "evalEvery must be at least 1", evalEvery);
    require(threads >= 0, "threads must be at least 0 (0 = all cores)", threads);
  }

  /** The defaults of every setting. */
  public static TrainConfig defaults(String model) {
    return of(model, Map.of());
  }

  /**
   * Reads settings by name; what is not given has its default.
   *
   * @param settings by key of {@link #keys()}: numbers, booleans, text, or a list for {@code
   *     hidden}
   * @throws IllegalArgumentException for an unknown key, a wrong type or a value out of range
   */
  public static TrainConfig of(String model, Map<String, ?> settings) {
    return new SettingsReader(DEFAULTS, settings).read(model);
  }

  /** Names of all settings. */
  public static Set<String> keys() {
    return DEFAULTS.keySet();
  }

  /** All settings by name, as {@link #of} reads them. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("layers", layers);
    map.put("hidden", hidden.size() == 1 ? hidden.get(0) : hidden);
    map.put("dropout", dropout);
    map.put("dropInput", dropInput);
    map.put("edgeDropout", edgeDropout);
    map.put("batchNorm", batchNorm);
    map.put("layerNorm", layerNorm);
    map.put("residual", residual);
    map.put("linear", linear);
    map.put("lr", lr);
    map.put("weightDecay", weightDecay);
    map.put("weightDecayRest", weightDecayRest);
    map.put("optimizer", optimizer);
    map.put("schedule", schedule);
    map.put("gradNorm", gradNorm);
    map.put("batchParts", batchParts);
    map.put("maxSteps", maxSteps);
    map.put("metric", metric);
    map.put("epochs", epochs);
    map.put("evalEvery", evalEvery);
    map.put("batchLoss", SettingsReader.lower(batchLoss));
    map.put("refreshOnEvaluation", refreshOnEvaluation);
    map.put("mode", SettingsReader.lower(mode));
    map.put("threads", threads);
    return map;
  }

  /** The same with another number of parts in a batch. */
  TrainConfig withBatchParts(int parts) {
    Map<String, Object> settings = new LinkedHashMap<>(toMap());
    settings.put("batchParts", parts);
    return of(model, settings);
  }

  /** Width of hidden layer {@code i}. */
  public int width(int i) {
    return hidden.get(Math.min(i, hidden.size() - 1));
  }

  /** The settings that shape the model. */
  public ModelConfig modelConfig() {
    return new ModelConfig(
        layers, hidden, dropout, dropInput, edgeDropout, batchNorm, layerNorm, residual, linear);
  }

  /** The settings of the optimizer. */
  public OptimizerConfig optimizerConfig() {
    Algorithm algorithm =
        switch (optimizer) {
          case "adamw" -> Algorithm.ADAMW;
          case "sgd" -> Algorithm.SGD;
          default -> Algorithm.ADAM;
        };
    return new OptimizerConfig(algorithm, lr, weightDecay, weightDecayRest, gradNorm);
  }

  /** Parts in a batch of a store with that many parts. */
  public int batchPartsOf(int parts) {
    if (mode == Mode.FULL) {
      return parts;
    }
    return batchParts == 0 ? Math.max(1, parts / 4) : Math.min(batchParts, parts);
  }

  private static Map<String, Object> defaultSettings() {
    return new TrainConfig(
            "gcn",
            2,
            List.of(64),
            0.5,
            true,
            0.0,
            false,
            false,
            false,
            false,
            0.01,
            0.0,
            0.0,
            "adam",
            "constant",
            0.0,
            0,
            0,
            "auto",
            200,
            1,
            BatchLoss.UNBIASED,
            false,
            Mode.GAS,
            0)
        .toMap();
  }

  private static void require(boolean holds, String rule, Object found) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", got " + found);
    }
  }

  private static void requireOneOf(String key, String value, List<String> known) {
    require(known.contains(value), key + " must be one of " + String.join(", ", known), value);
  }
}
