package org.gnnautoscale.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputDirectory;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.SealedJson;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.Store;

/** Writes a RUN; nothing counts until run.json stands. */
final class RunWriter {

  private final OutputDirectory directory;
  private final List<RunDirectory.WeightFile> files = new ArrayList<>();
  private final List<RunResult> results = new ArrayList<>();
  private long parameters;

  private RunWriter(OutputDirectory directory) {
    this.directory = directory;
  }

  static RunWriter begin(Path output, Existing existing) throws IOException {
    return new RunWriter(OutputDirectory.begin(output, RunDirectory.KIND, existing));
  }

  /** Writes the weights that a run ended with. */
  void add(RunResult result, Gnn model) throws IOException {
    byte[] bytes = SafetensorsFile.write(WeightArrays.of(model));
    int run = result.run().index();
    String name = "weights-%d-%s.safetensors".formatted(run, directory.run());
    Storage.writeNew(new Path(directory.directory(), name), bytes);
    files.add(RunDirectory.WeightFile.of(run, name, bytes));
    results.add(result);
    parameters = model.parameters().count();
  }

  void commit(Session session, TrainSummary summary, Progress progress) throws IOException {
    Store store = session.graph().store();
    TrainConfig config = session.config();
    GraphShape graph = store.manifest().graph();
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("uri", store.directory().toString());
    place.put("name", graph.name());
    place.put("contentHash", store.manifest().contentHash());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", RunDirectory.FORMAT);
    json.put("version", RunDirectory.VERSION);
    json.put("store", place);
    json.put("model", config.model());
    json.put("features", graph.features());
    json.put("classes", graph.classes());
    json.put("meanLogDegree", session.info().meanLogDegree());
    json.put("parameters", parameters);
    json.put("settings", config.toMap());
    json.put("summary", summary.toMap());
    json.put("results", results.stream().map(RunResult::toMap).toList());
    json.put("weights", files);
    Map<String, Long> lengths = new LinkedHashMap<>();
    files.forEach(file -> lengths.put(file.file(), file.bytes()));
    directory.commit(SealedJson.seal(json), lengths, progress);
  }

  void abort() throws IOException {
    directory.abort();
  }
}
