package org.gnnautoscale.reproduce;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Json;
import org.gnnautoscale.io.SealedJson;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.train.RunResult;
import org.gnnautoscale.train.TrainConfig;
import org.jspecify.annotations.Nullable;

/**
 * A finished run, as its file keeps it: what was trained on what, and what it reached.
 *
 * @param table of the cell
 * @param dataset of the cell
 * @param model of the cell
 * @param settings all of them
 * @param source the store
 * @param outcome the figures
 * @param made by which build, engine and JVM, on how many threads
 */
public record KeptRun(
    String table,
    String dataset,
    String model,
    Map<String, Object> settings,
    Source source,
    Outcome outcome,
    Map<String, Object> made) {

  private static final String FORMAT = "gas-reproduce";
  private static final int VERSION = 1;

  /** Changes the bits of a run, not what it measures. */
  private static final String THREADS = "threads";

  /**
   * What a run was trained on.
   *
   * @param sourceHash of the graph with features, labels and splits, however it is cut
   * @param contentHash of the store: the parts, too
   * @param parts of the store
   */
  public record Source(String sourceHash, String contentHash, int parts) {

    /** Of a store. */
    public static Source of(Manifest manifest) {
      return new Source(manifest.sourceHash(), manifest.contentHash(), manifest.parts());
    }
  }

  /**
   * What a run reached.
   *
   * @param seed of the run, from 1
   * @param split that it used, from 0
   * @param bestEpoch of the best validation metric, from 1
   * @param metric accuracy or microF1
   * @param train metric of the training nodes at that epoch, from 0 to 1
   * @param val of the validation nodes
   * @param test of the test nodes
   * @param seconds that the run took, with its evaluations
   */
  public record Outcome(
      long seed,
      int split,
      int bestEpoch,
      String metric,
      double train,
      double val,
      double test,
      double seconds) {

    /** Of a run that has ended. */
    static Outcome of(RunResult result, String metric, double seconds) {
      return new Outcome(
          result.run().seed(),
          result.run().split(),
          result.bestEpoch(),
          metric,
          result.scores().train(),
          result.scores().val(),
          result.scores().test(),
          seconds);
    }
  }

  /** Copies the maps, in their order. */
  public KeptRun {
    settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    made = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(made));
  }

  /** A run of an experiment that has ended. */
  static KeptRun of(
      Experiment experiment, Source source, Outcome outcome, Map<String, Object> made) {
    Cell cell = experiment.cell();
    return new KeptRun(
        cell.table(),
        cell.dataset(),
        cell.model(),
        experiment.config().toMap(),
        source,
        outcome,
        made);
  }

  byte[] toBytes() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("version", VERSION);
    map.put("table", table);
    map.put("dataset", dataset);
    map.put("model", model);
    map.put("outcome", outcome);
    map.put("settings", settings);
    map.put("source", source);
    map.put("made", made);
    return SealedJson.seal(map);
  }

  /**
   * Reads the bytes of a file.
   *
   * @throws BadDataException if they are damaged, or of another format
   */
  static KeptRun parse(byte[] bytes, Path file) throws IOException {
    JsonNode json = SealedJson.open(bytes, file);
    String format = json.path("format").asText() + " " + json.path("version").asInt();
    if (!format.equals(FORMAT + " " + VERSION)) {
      throw BadDataException.of("the run is kept in another format")
          .with("file", file)
          .with("expected", FORMAT + " " + VERSION)
          .with("found", format);
    }
    return new KeptRun(
        json.path("table").asText(),
        json.path("dataset").asText(),
        json.path("model").asText(),
        map(json.path("settings")),
        Json.convert(json.path("source"), Source.class),
        Json.convert(json.path("outcome"), Outcome.class),
        map(json.path("made")));
  }

  /**
   * Why this is no run of an experiment.
   *
   * @param expected what the experiment trains on, if that is known
   */
  Optional<String> differenceFrom(Experiment experiment, @Nullable Source expected) {
    Cell cell = experiment.cell();
    if (!model.equals(cell.model()) || !dataset.equals(cell.dataset())) {
      return Optional.of("it is of %s on %s".formatted(model, dataset));
    }
    if (source.parts() != cell.parts()) {
      return Optional.of(
          "the graph was cut into %d parts, and is to be cut into %d"
              .formatted(source.parts(), cell.parts()));
    }
    if (expected != null && !source.sourceHash().equals(expected.sourceHash())) {
      return Optional.of("it was trained on other data");
    }
    return differentSetting(experiment.config());
  }

  private Optional<String> differentSetting(TrainConfig config) {
    Map<String, Object> then;
    try {
      then = TrainConfig.of(model, settings).toMap(); // settings that came later have their default
    } catch (IllegalArgumentException e) {
      return Optional.of("it has settings that are no more: " + e.getMessage());
    }
    return config.toMap().entrySet().stream()
        .filter(now -> !now.getKey().equals(THREADS))
        .filter(now -> !now.getValue().equals(then.get(now.getKey())))
        .map(
            now ->
                "%s was %s, and is %s"
                    .formatted(now.getKey(), then.get(now.getKey()), now.getValue()))
        .findFirst();
  }

  @SuppressWarnings("unchecked") // a JSON object is a map of text to values
  private static Map<String, Object> map(JsonNode node) {
    return Json.convert(node, Map.class);
  }
}
