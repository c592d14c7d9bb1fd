package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gnnautoscale.autograd.OptimizerConfig;
import org.gnnautoscale.history.HistoryType;
import org.gnnautoscale.nn.ModelConfig;
import org.gnnautoscale.settings.Setting;
import org.gnnautoscale.settings.SettingValues;

/**
 * Everything but the data and the seed that decides the outcome of a training run.
 *
 * @param model name of the model, one of {@code ModelRegistry}
 * @param modelConfig what shapes the model
 * @param optimizerConfig how its parameters are moved
 * @param lossConfig what a step makes small
 * @param values of {@link #LOOP}
 */
public record TrainConfig(
    String model,
    ModelConfig modelConfig,
    OptimizerConfig optimizerConfig,
    LossConfig lossConfig,
    SettingValues values) {

  /** The settings of the training loop. */
  static final List<Setting> LOOP =
      List.of(
          Setting.whole("batchParts", 0, "parts in a batch; 0 = a quarter of all").atLeast(0),
          Setting.whole("maxSteps", 0, "steps in an epoch; 0 = all").atLeast(0),
          Setting.choice(
              "metric",
              "decides which epoch is best; auto: microF1 for several labels, else accuracy",
              "auto",
              "accuracy",
              "microF1",
              "macroF1",
              "rocAuc"),
          Setting.whole("epochs", 200, "passes over all parts; 0 = only evaluate").atLeast(0),
          Setting.whole("evalEvery", 1, "epochs between two evaluations").atLeast(1),
          Setting.whole(
                  "earlyStopping",
                  0,
                  "epochs without a better validation metric that end training; 0 = off")
              .atLeast(0),
          Setting.flag("refreshOnEvaluation", false, "evaluation overwrites histories"),
          Setting.choice("mode", "historical embeddings, or the full batch", "gas", "full"),
          Setting.whole(
                  "threads", 0, "computing threads; 0 = all cores, or one where batches are small")
              .atLeast(0),
          Setting.choice(
              "historyStorage",
              "where histories live, and embeddings of all nodes in an evaluation",
              "ram",
              "disk"),
          Setting.choice("historyType", "how a value of a history is stored", "fp32", "fp16"),
          Setting.choice("shardStorage", "where features and structure live", "ram", "disk"),
          Setting.flag(
              "firstHop",
              true,
              "keep sums of features that are the same in every step, in as much memory again"),
          Setting.text(
              "workDirectory",
              "a directory on a local disk",
              "what lives on disk does so here; by default beside the RUN"));

  /** Every setting there is: of models, optimizer, loss and training loop. */
  public static final List<Setting> SETTINGS =
      Stream.of(ModelConfig.SETTINGS, OptimizerConfig.SETTINGS, LossConfig.SETTINGS, LOOP)
          .flatMap(List::stream)
          .toList();

  /** The fallback of every setting. */
  public static TrainConfig defaults(String model) {
    return of(model, Map.of());
  }

  /**
   * Settings by key; what is not given has its fallback.
   *
   * @param settings of {@link #SETTINGS}: numbers, booleans, lists, or text
   * @throws IllegalArgumentException for an unknown key, a wrong type or a value out of range
   */
  public static TrainConfig of(String model, Map<String, ?> settings) {
    SettingValues all = SettingValues.of(SETTINGS, settings);
    return new TrainConfig(
        model,
        new ModelConfig(all.only(ModelConfig.SETTINGS)),
        new OptimizerConfig(all.only(OptimizerConfig.SETTINGS)),
        new LossConfig(all.only(LossConfig.SETTINGS)),
        all.only(LOOP));
  }

  /** All settings that the model reads by key, as {@link #of} takes them. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>(modelConfig.values().toMap());
    map.putAll(optimizerConfig.values().toMap());
    map.putAll(lossConfig.values().toMap());
    map.putAll(values.toMap());
    SETTINGS.stream()
        .filter(setting -> !setting.belongsTo(model))
        .forEach(setting -> map.remove(setting.key()));
    return map;
  }

  /** The same with another value of one setting. */
  public TrainConfig with(String key, Object value) {
    Map<String, Object> settings = toMap();
    settings.put(key, value);
    return of(model, settings);
  }

  /** Parts in a batch, as it was set; 0: a quarter of all. */
  public int batchParts() {
    return values.whole("batchParts");
  }

  /** Parts in a batch of a store with that many parts. */
  public int batchPartsOf(int parts) {
    if (mode() == Mode.FULL) {
      return parts;
    }
    return batchParts() == 0 ? Math.max(1, parts / 4) : Math.min(batchParts(), parts);
  }

  /** Steps after which an epoch ends; 0: no limit. */
  public int maxSteps() {
    return values.whole("maxSteps");
  }

  /** Name of the metric, or auto. */
  public String metric() {
    return values.word("metric");
  }

  /** Passes over all parts; 0: nothing is trained. */
  public int epochs() {
    return values.whole("epochs");
  }

  /** Epochs between two evaluations, at least 1. */
  public int evalEvery() {
    return values.whole("evalEvery");
  }

  /** Epochs without a better validation metric that end training; 0: all are trained. */
  public int earlyStopping() {
    return values.whole("earlyStopping");
  }

  /** Whether an evaluation also overwrites the histories. */
  public boolean refreshOnEvaluation() {
    return values.flag("refreshOnEvaluation");
  }

  /** Whether sums of features that are the same in every step are kept. */
  public boolean firstHop() {
    return values.flag("firstHop");
  }

  /** Historical embeddings or full batch. */
  public Mode mode() {
    return values.constant("mode", Mode.class);
  }

  /** Whether histories and the embeddings of an evaluation lie on a disk. */
  public boolean historiesOnDisk() {
    return values.word("historyStorage").equals("disk");
  }

  /** How a value of a history is stored. */
  public HistoryType historyType() {
    return values.constant("historyType", HistoryType.class);
  }

  /** Whether features and structure lie on a disk. */
  public boolean shardsOnDisk() {
    return values.word("shardStorage").equals("disk");
  }

  /** Where what lies on a disk does so; empty: beside the RUN. */
  public String workDirectory() {
    return values.word("workDirectory");
  }

  /** Computing threads; 0: as many as the machine has. */
  public int threads() {
    return values.whole("threads");
  }
}
