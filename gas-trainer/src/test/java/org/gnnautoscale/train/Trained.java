package org.gnnautoscale.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gnnautoscale.TinyGraph;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.store.Store;

/** A model trained on a tiny graph, for tests. */
public record Trained(Store store, TrainSummary summary, RunDirectory directory) {

  /** Settings of a quick run of a GCN; pairs of key and value change them. */
  public static TrainConfig config(Object... changes) {
    return config("gcn", changes);
  }

  /** The same for any model. */
  static TrainConfig config(String model, Object[] changes) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("hidden", 5);
    settings.put("epochs", 5);
    settings.put("batchParts", 2);
    settings.put("threads", 1);
    for (int i = 0; i < changes.length; i += 2) {
      settings.put((String) changes[i], changes[i + 1]);
    }
    return TrainConfig.of(model, settings);
  }

  /** Trains once with seed 1. */
  public static Trained on(TinyGraph graph, Path folder, TrainConfig config) throws Exception {
    return on(graph, folder, config, 1);
  }

  /** Trains several times. */
  public static Trained on(TinyGraph graph, Path folder, TrainConfig config, int runs)
      throws Exception {
    TrainJob job = new TrainJob(graph.write(folder.resolve("store")), config, 1, runs);
    return on(job, folder, TrainListener.silent());
  }

  /** Trains once with seed 1, while somebody listens. */
  static Trained on(Store store, Path folder, TrainConfig config, TrainListener listener)
      throws Exception {
    return on(new TrainJob(store, config, 1, 1), folder, listener);
  }

  private static Trained on(TrainJob job, Path folder, TrainListener listener) throws Exception {
    org.apache.hadoop.fs.Path run = Storage.path(folder.resolve("run").toString());
    TrainSummary summary = job.run(run, Existing.OVERWRITE, Progress.silent(), listener);
    return new Trained(job.store(), summary, RunDirectory.open(run));
  }

  /** Weights and running statistics by name. */
  public Map<String, float[]> weights(int run) throws Exception {
    Map<String, float[]> values = new LinkedHashMap<>();
    try (Gnn model = directory.loadModel(run)) {
      for (Map.Entry<String, Matrix> tensor : ModelState.tensors(model).entrySet()) {
        values.put(tensor.getKey(), tensor.getValue().toArray());
      }
    }
    return values;
  }
}
