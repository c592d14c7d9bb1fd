package org.gnnautoscale.train;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.gnnautoscale.load.HaloSample;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.ModelRegistry;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;
import org.gnnautoscale.store.Store;

/**
 * What a partition means for training: memory and halo rows for some sizes of batches.
 *
 * <p>From the manifest, and the lists of halo nodes of the parts that {@link HaloSample} draws.
 *
 * @param config model and settings that are assumed
 * @param parts of the store
 * @param trainingParts parts that are trained on: all, unless the graph is inductive
 * @param haloPerPart distinct outside neighbors of the parts
 * @param nodesPerPart nodes of the parts
 * @param memory of the size that training will take by these settings
 * @param batches one part, an eighth, a quarter and half of all, and the size of the settings
 */
public record PartitionForecast(
    TrainConfig config,
    int parts,
    int trainingParts,
    Range haloPerPart,
    Range nodesPerPart,
    Estimate memory,
    List<BatchForecast> batches) {

  /** Copies the list. */
  public PartitionForecast {
    batches = List.copyOf(batches);
  }

  /**
   * The least, the middle and the greatest of some counts.
   *
   * @param min least
   * @param median middle; of an even number of counts the mean of the two, rounded down
   * @param max greatest
   */
  public record Range(long min, long median, long max) {

    static Range of(long[] counts) {
      long[] sorted = counts.clone();
      java.util.Arrays.sort(sorted);
      int last = sorted.length - 1;
      return new Range(sorted[0], (sorted[last / 2] + sorted[(last + 1) / 2]) / 2, sorted[last]);
    }
  }

  /** Looks ahead from a store. */
  public static PartitionForecast of(Store store, TrainConfig config, HaloSample.Budget budget)
      throws IOException {
    Manifest manifest = store.manifest();
    HaloSample sample = new HaloSample(store, budget);
    List<BatchForecast> batches = new ArrayList<>();
    try (Gnn model =
        ModelRegistry.builder(config.model())
            .build(GraphInfo.of(manifest.graph()), config.modelConfig(), 0)) {
      for (int batchParts : sizes(config, manifest.trainingParts())) {
        batches.add(batch(manifest, config.with("batchParts", batchParts), model, sample));
      }
      return new PartitionForecast(
          config,
          manifest.parts(),
          manifest.trainingParts(),
          Range.of(manifest.files().stream().mapToLong(PartFile::halo).toArray()),
          Range.of(manifest.files().stream().mapToLong(PartFile::nodes).toArray()),
          Estimate.of(manifest, config, model),
          batches);
    }
  }

  /** The size of batches that training will take by these settings. */
  public BatchForecast chosen() {
    int chosen = config.batchPartsOf(trainingParts);
    return batches.stream().filter(batch -> batch.batchParts() == chosen).findFirst().orElseThrow();
  }

  /** What {@code gas inspect --json} adds for a STORE. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("nodesPerPart", nodesPerPart);
    map.put("haloPerPart", haloPerPart);
    Map<String, Object> assumed = new LinkedHashMap<>();
    assumed.put("model", config.model());
    assumed.put("settings", config.toMap());
    map.put("assumed", assumed);
    map.put("memory", memory.toMap());
    map.put("batches", batches.stream().map(BatchForecast::toMap).toList());
    return map;
  }

  private static TreeSet<Integer> sizes(TrainConfig config, int parts) {
    TreeSet<Integer> sizes = new TreeSet<>(List.of(config.batchPartsOf(parts)));
    if (config.mode() == Mode.GAS) {
      sizes.addAll(List.of(1, Math.max(1, parts / 8), Math.max(1, parts / 4)));
      sizes.add(Math.max(1, parts / 2));
    }
    return sizes;
  }

  private static BatchForecast batch(
      Manifest manifest, TrainConfig config, Gnn model, HaloSample sample) throws IOException {
    int parts = manifest.trainingParts();
    int batchParts = config.batchPartsOf(parts);
    Optional<HaloSample.Mean> counted = sample.mean(batchParts);
    HaloSample.Mean mean = counted.orElse(bound(manifest, batchParts));
    Estimate memory = Estimate.of(manifest, config, model);
    return new BatchForecast(
        batchParts,
        (parts + batchParts - 1) / batchParts,
        Math.round(mean.batchRows()),
        Math.round(mean.haloRows()),
        mean.batches(),
        memory.graph() + memory.features() + memory.histories(),
        Estimate.step(manifest, config, model),
        memory.total());
  }

  /** As if no two parts of a batch shared a neighbor, or were each other's. */
  private static HaloSample.Mean bound(Manifest manifest, int batchParts) {
    double share = (double) batchParts / manifest.trainingParts();
    double rows = share * manifest.trainingNodes();
    double halo = share * manifest.trainingFiles().stream().mapToLong(PartFile::halo).sum();
    return new HaloSample.Mean(0, rows, Math.min(halo, manifest.trainingNodes() - rows));
  }
}
