package org.gnnautoscale.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Json;
import org.gnnautoscale.io.SealedJson;
import org.gnnautoscale.io.Sha256;

/**
 * What a store holds, and how it came to be: {@code manifest.json}, written last.
 *
 * @param graph sizes and kinds
 * @param cut quality of the partition
 * @param settings what decides the outcome: parts, method, seed, ...
 * @param cleaning counts of what was dropped or added on the way in
 * @param sourceHash of the content of the source, wherever it lies
 * @param files in part order
 * @param trainingParts how many parts, from the first, hold graphs to train on: all of them, unless
 *     the graph is inductive; no edge leads from them to others
 */
public record Manifest(
    GraphShape graph,
    CutSummary cut,
    Map<String, Object> settings,
    Map<String, Object> cleaning,
    String sourceHash,
    List<PartFile> files,
    int trainingParts) {

  /** Name of the file. */
  public static final String FILE = "manifest.json";

  private static final String FORMAT = "gas-store";
  private static final int VERSION = 1;

  /** Copies what it is given, and puts the files in part order. */
  public Manifest {
    settings = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    cleaning = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(cleaning));
    List<PartFile> ordered = new ArrayList<>(files);
    ordered.sort(java.util.Comparator.comparingInt(PartFile::part));
    files = List.copyOf(ordered);
  }

  /** The manifest of a graph that is not inductive. */
  public Manifest(
      GraphShape graph,
      CutSummary cut,
      Map<String, Object> settings,
      Map<String, Object> cleaning,
      String sourceHash,
      List<PartFile> files) {
    this(graph, cut, settings, cleaning, sourceHash, files, files.size());
  }

  /** Number of parts. */
  public int parts() {
    return files.size();
  }

  /** Whether training, validation and test graphs are different ones, in parts of their own. */
  public boolean isInductive() {
    return trainingParts < parts();
  }

  /** The parts that are trained on, in part order. */
  public List<PartFile> trainingFiles() {
    return files.subList(0, trainingParts);
  }

  /** Nodes of the parts that are trained on. */
  public long trainingNodes() {
    return trainingFiles().stream().mapToLong(PartFile::nodes).sum();
  }

  /** Bytes of all parts. */
  public long bytes() {
    return files.stream().mapToLong(PartFile::bytes).sum();
  }

  /**
   * What the parts contain, whatever their files are called: SHA-256 over part, length and checksum
   * of each file.
   */
  public String contentHash() {
    StringBuilder lines = new StringBuilder();
    for (PartFile file : files) {
      lines.append("%d %d %s\n".formatted(file.part(), file.bytes(), file.crc32c()));
    }
    return "sha256:" + Sha256.hex(lines.toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** What {@code gas inspect --json} prints. */
  public Map<String, Object> summary() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", graph.name());
    map.put("contentHash", contentHash());
    map.put("sourceHash", sourceHash);
    map.put("nodes", graph.nodes());
    map.put("edges", graph.edges());
    map.put("parts", parts());
    map.put("cut", cut.cut());
    map.put("cutRatio", graph.edges() == 0 ? 0.0 : (double) cut.cut() / graph.edges());
    Double weightedCut = cut.weightedCut();
    if (weightedCut != null) {
      map.put("weightedCut", weightedCut);
    }
    map.put("halo", cut.halo());
    map.put("balance", cut.balance());
    map.put("smallest", cut.smallest());
    if (isInductive()) {
      map.put("trainingParts", trainingParts);
    }
    map.put("bytes", bytes());
    map.put("directed", graph.directed());
    map.put("features", graph.features());
    map.put("classes", graph.classes());
    map.put("splits", graph.splits());
    map.put("settings", settings);
    map.put("cleaning", cleaning);
    return map;
  }

  byte[] toBytes() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", FORMAT);
    map.put("version", VERSION);
    map.put("contentHash", contentHash());
    map.put("sourceHash", sourceHash);
    map.put("graph", graph);
    map.put("cut", cut);
    map.put("settings", settings);
    map.put("cleaning", cleaning);
    if (isInductive()) {
      map.put("trainingParts", trainingParts);
    }
    map.put("files", files);
    return SealedJson.seal(map);
  }

  static Manifest parse(byte[] bytes, Path file) throws IOException {
    JsonNode json = SealedJson.open(bytes, file);
    String format = json.path("format").asText() + " " + json.path("version").asInt();
    if (!format.equals(FORMAT + " " + VERSION)) {
      throw BadDataException.of("the manifest is of another format or version")
          .with("file", file)
          .with("expected", FORMAT + " " + VERSION)
          .with("found", format)
          .fix("partition the graph again with this version of gas");
    }
    List<PartFile> files = new ArrayList<>();
    json.path("files").forEach(node -> files.add(Json.convert(node, PartFile.class)));
    return new Manifest(
        Json.convert(json.path("graph"), GraphShape.class),
        Json.convert(json.path("cut"), CutSummary.class),
        map(json.path("settings")),
        map(json.path("cleaning")),
        json.path("sourceHash").asText(),
        files,
        json.path("trainingParts").asInt(files.size()));
  }

  @SuppressWarnings("unchecked") // a JSON object is a map of text to values
  private static Map<String, Object> map(JsonNode node) {
    return Json.convert(node, Map.class);
  }
}
