package org.gnnautoscale.train;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Artifact;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Json;
import org.gnnautoscale.io.ListedFiles;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.SealedJson;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.ModelRegistry;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.Store;

/**
 * A finished RUN: {@code run.json}, which proves itself and every other file, and the weights of
 * each run's best epoch.
 */
public final class RunDirectory {

  /** Name of the file that makes a directory a run. */
  public static final String FILE = "run.json";

  /** Which files a run is made of. */
  public static final OutputDirectory.Kind KIND =
      new OutputDirectory.Kind("run", FILE, "weights-\\d+-[0-9a-f]{8}\\.safetensors");

  static final String FORMAT = "gas-run";
  static final int VERSION = 1;

  private final ListedFiles listed;
  private final JsonNode json;
  private final List<WeightFile> weights;

  /**
   * A weight file as run.json lists it.
   *
   * @param run which run's, counted from 0
   * @param file name, in the directory of run.json
   * @param bytes length of the file
   * @param crc32c checksum of all its bytes, 8 hexadecimal digits
   */
  public record WeightFile(int run, String file, long bytes, String crc32c) {

    static WeightFile of(int run, String file, byte[] bytes) {
      return new WeightFile(run, file, bytes.length, ListedFiles.hex(sum(bytes)));
    }

    private static CRC32C sum(byte[] bytes) {
      CRC32C sum = new CRC32C();
      sum.update(bytes);
      return sum;
    }
  }

  private RunDirectory(Path directory, JsonNode json) {
    this.listed = new ListedFiles(directory, FILE, FILE, "train again with --overwrite");
    this.json = json;
    List<WeightFile> files = new ArrayList<>();
    json.path("weights").forEach(file -> files.add(Json.convert(file, WeightFile.class)));
    this.weights = List.copyOf(files);
  }

  /**
   * Opens a run; reads run.json alone.
   *
   * @throws BadDataException if the directory is no finished run, or run.json is damaged
   */
  public static RunDirectory open(Path directory) throws IOException {
    Path file = Artifact.RUN.require(directory);
    JsonNode json = SealedJson.open(Storage.readAll(file), file);
    String format = json.path("format").asText() + " " + json.path("version").asInt();
    if (!format.equals(FORMAT + " " + VERSION)) {
      throw BadDataException.of("run.json is of another format or version")
          .with("file", file)
          .with("expected", FORMAT + " " + VERSION)
          .with("found", format)
          .fix("train again with this version of gas");
    }
    return new RunDirectory(directory, json);
  }

  /** Where it lies. */
  public Path directory() {
    return listed.directory();
  }

  /** What {@code gas train --json} printed. */
  public Map<String, Object> summary() {
    return map(json.path("summary"));
  }

  /** What {@code gas inspect} shows: the store, the settings, and the summary. */
  public Map<String, Object> description() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("store", map(json.path("store")));
    map.put("settings", map(json.path("settings")));
    map.put("parameters", json.path("parameters").asLong());
    map.put("bytes", weights.stream().mapToLong(WeightFile::bytes).sum());
    map.putAll(summary());
    return map;
  }

  /** The settings it was trained with. */
  public TrainConfig config() {
    return TrainConfig.of(json.path("model").asText(), map(json.path("settings")));
  }

  /** Address of the store it was trained on. */
  public String storeUri() {
    return json.path("store").path("uri").asText();
  }

  /** What that store contained. */
  public String contentHash() {
    return json.path("store").path("contentHash").asText();
  }

  /** Number of runs. */
  public int runs() {
    return weights.size();
  }

  /**
   * One of the runs.
   *
   * @throws IllegalArgumentException if there is none of that number
   */
  public Run run(int index) {
    if (index < 0 || index >= runs()) {
      throw new IllegalArgumentException(
          "--run %d: the run directory holds %d run%s; choose %s"
              .formatted(
                  index,
                  runs(),
                  runs() == 1 ? "" : "s",
                  runs() == 1 ? "0" : "0 to " + (runs() - 1)));
    }
    JsonNode result = json.path("results").path(index);
    return new Run(index, result.path("seed").asLong(), result.path("split").asInt());
  }

  /** Epoch whose weights a run keeps, counted from 1. */
  public int bestEpoch(int index) {
    return json.path("results").path(index).path("bestEpoch").asInt();
  }

  /**
   * Opens the store it was trained on.
   *
   * @throws BadDataException if it is gone, or contains something else by now
   */
  public Store openStore() throws IOException {
    Path place = Storage.path(storeUri());
    if (!Storage.exists(new Path(place, Manifest.FILE))) {
      throw BadDataException.of("the store that the run was trained on is gone")
          .with("run", directory())
          .with("store", place)
          .fix("put the store back in its place, or make it again there from the same graph");
    }
    Store store = Store.open(place);
    String found = store.manifest().contentHash();
    if (!found.equals(contentHash())) {
      throw BadDataException.of("the store is not the one that the run was trained on")
          .with("run", directory())
          .with("store", store.directory())
          .with("expected", contentHash())
          .with("found", found)
          .fix("put the store of that run back in its place, or train again");
    }
    return store;
  }

  /**
   * The model of a run with its trained parameters; the caller closes it.
   *
   * @throws BadDataException if the weights are missing, damaged or of another model
   */
  public Gnn loadModel(int index) throws IOException {
    Run run = run(index);
    GraphInfo info =
        new GraphInfo(
            json.path("features").asInt(),
            json.path("classes").asInt(),
            json.path("meanLogDegree").asDouble(1));
    TrainConfig config = config();
    Path file = path(weights.get(index));
    Map<String, SafetensorsFile.Array> arrays =
        SafetensorsFile.read(checkedBytes(weights.get(index)), file);
    Gnn model = ModelRegistry.builder(config.model()).build(info, config.modelConfig(), run.seed());
    try {
      WeightArrays.copy(arrays, model, file);
      return model;
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /**
   * Reads every byte of every file, and checks them.
   *
   * @throws BadDataException if a file is missing or damaged
   */
  public void verify(Progress progress) throws IOException {
    long bytes = weights.stream().mapToLong(WeightFile::bytes).sum();
    try (Progress.Stage stage = progress.stage("verify weights", bytes)) {
      for (WeightFile file : weights) {
        loadModel(file.run()).close();
        stage.advance(file.bytes());
      }
    }
  }

  /** Files in the directory that run.json does not list: left by attempts that were killed. */
  public List<String> unlisted() throws IOException {
    return listed.unlisted(weights.stream().map(WeightFile::file).toList());
  }

  private byte[] checkedBytes(WeightFile file) throws IOException {
    byte[] bytes;
    try (InputStream in = listed.open(file.file(), file.bytes())) {
      bytes = in.readAllBytes();
    }
    listed.requireSum(file.file(), file.crc32c(), WeightFile.sum(bytes));
    return bytes;
  }

  private Path path(WeightFile file) {
    return listed.path(file.file());
  }

  @SuppressWarnings("unchecked") // a JSON object is a map of text to values
  private static Map<String, Object> map(JsonNode node) {
    return Json.convert(node, Map.class);
  }
}
