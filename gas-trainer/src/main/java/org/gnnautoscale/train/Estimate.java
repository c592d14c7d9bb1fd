package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gnnautoscale.history.HistoryType;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.nn.BatchForward;
import org.gnnautoscale.nn.Footprint;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.ModelRegistry;
import org.gnnautoscale.store.GraphShape;
import org.gnnautoscale.store.Manifest;
import org.gnnautoscale.store.PartFile;

/**
 * Memory that a training run will need on this machine, from the manifest and the settings alone.
 *
 * <p>All bytes. Off the heap lie {@code graph} to {@code parameters}, on it {@code subgraphs} and
 * {@code objects}; a CPU has no device.
 *
 * @param graph labels, splits and tables of all nodes; structure of all parts, unless it is on disk
 * @param features of all nodes, and their sums over edges where each step would compute the same
 *     ones ({@code firstHop}); unless they are on disk
 * @param histories of all hidden layers, unless they are on disk
 * @param inference room for exact embeddings where an evaluation must not touch the histories, or
 *     cannot use them as they are rounded; unless it is on disk
 * @param copies of the features of a batch, or of a chunk of the exact pass, that are read on disk
 * @param workspace values and gradients of one step, or values of one chunk of the exact pass
 * @param parameters with gradients, optimizer state and the best epoch's copy
 * @param subgraphs the batch at hand, the next one, and those of the exact pass, with their sparse
 *     features
 * @param objects everything else on the heap, and what has to be free there
 * @param runtime of the Java machine itself
 * @param disk what is kept on a local disk instead of in memory
 */
public record Estimate(
    long graph,
    long features,
    long histories,
    long inference,
    long copies,
    long workspace,
    long parameters,
    long subgraphs,
    long objects,
    long runtime,
    long disk) {

  /** Classes, code, threads and BLAS buffers: what all runs were seen to take, within 13 MiB. */
  private static final long RUNTIME = 92L << 20;

  /** The young generation that {@code gas train} asks for, and what a program has of its own. */
  private static final long OBJECTS = (48L + 16) << 20;

  /** Values and gradient, two moments of Adam, and the best epoch's copy. */
  private static final int COPIES_OF_A_PARAMETER = 5;

  /** Estimates a job. */
  public static Estimate of(Manifest manifest, TrainConfig config) {
    try (Gnn model =
        ModelRegistry.builder(config.model())
            .build(GraphInfo.of(manifest.graph()), config.modelConfig(), 0)) {
      return of(manifest, config, model);
    }
  }

  static Estimate of(Manifest manifest, TrainConfig config, Gnn model) {
    GraphShape shape = manifest.graph();
    BatchBound batch = BatchBound.ofTraining(manifest, config, model);
    BatchBound chunk = BatchBound.ofChunks(manifest, config, model);
    List<Integer> widths =
        config.mode() == Mode.FULL ? List.of() : BatchForward.historyWidths(model);
    long histories = config.historyType().bytes() * shape.nodes() * sum(widths);
    Footprint footprint = new Footprint(model, shape);
    Footprint.Exact exact = footprint.exact(chunk.shape());
    boolean isExact = config.historyType() == HistoryType.FP32;
    long inference =
        inference(shape, exact, config.refreshOnEvaluation() && isExact && histories > 0);
    long structure = structure(shape, manifest);
    long features = features(manifest);
    long row = features / Math.max(1, shape.nodes());
    boolean sparse = shape.sparseFeatures();
    boolean onDisk = config.shardsOnDisk();
    boolean roomsOnDisk = config.historiesOnDisk();
    long copies =
        (isReadInPlace(manifest, config) ? 0 : 2 * batch.rows())
            + (areChunksKept(shape) ? 0 : 2 * chunk.rows());
    long selected = sparse ? copies + (areChunksKept(shape) ? shape.nodes() : 0) : 0;
    return new Estimate(
        tables(shape, model) + (onDisk ? 0 : structure),
        onDisk ? 0 : features + sums(shape, config, footprint),
        roomsOnDisk ? 0 : histories,
        roomsOnDisk ? 0 : inference,
        onDisk && !sparse ? row * copies : 0,
        Math.max(footprint.trainingBytes(batch.shape()), exact.workspace())
            + (isExact ? 0 : converted(batch, config, widths)),
        4 * COPIES_OF_A_PARAMETER * model.parameters().count(),
        withRoom(
            2 * batch.batchBytes(footprint, isWeighted(shape, model))
                + chunks(shape, model, chunk, Session.chunkNodes(config))
                + row * selected),
        OBJECTS,
        RUNTIME,
        (onDisk ? structure + features : 0) + (roomsOnDisk ? histories + inference : 0));
  }

  /** Bytes of the largest training step alone: its workspace, its batch and the next one. */
  static long step(Manifest manifest, TrainConfig config, Gnn model) {
    BatchBound batch = BatchBound.ofTraining(manifest, config, model);
    Footprint footprint = new Footprint(model, manifest.graph());
    return footprint.trainingBytes(batch.shape())
        + 2 * batch.batchBytes(footprint, isWeighted(manifest.graph(), model));
  }

  /** Bytes on the Java heap. */
  public long heap() {
    return subgraphs + objects;
  }

  /** Bytes allocated beside the Java heap. */
  public long offHeap() {
    return graph + features + histories + inference + copies + workspace + parameters;
  }

  /** Bytes on a device other than the processor: none. */
  public long device() {
    return 0;
  }

  /** What stays in memory; pages of what is on disk come and go as the system likes. */
  public long total() {
    return heap() + offHeap() + runtime;
  }

  /** Bytes by what they are for, then by where they lie, in the order in which they are shown. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("graphBytes", graph);
    map.put("featureBytes", features);
    map.put("historyBytes", histories);
    map.put("inferenceBytes", inference);
    map.put("copyBytes", copies);
    map.put("workspaceBytes", workspace);
    map.put("parameterBytes", parameters);
    map.put("subgraphBytes", subgraphs);
    map.put("objectBytes", objects);
    map.put("runtimeBytes", runtime);
    map.put("offHeapBytes", offHeap());
    map.put("heapBytes", heap());
    map.put("totalBytes", total());
    map.put("diskBytes", disk);
    map.put("deviceBytes", device());
    return map;
  }

  /** Labels, splits, a factor of each node, and its row for two loaders of batches. */
  private static long tables(GraphShape graph, Gnn model) {
    long labels = graph.multiLabel() ? 4L * graph.classes() : 4;
    long rows = model.messages() == Messages.NONE ? 0 : 8;
    return graph.nodes() * (labels + graph.splits() + 4 + rows);
  }

  private static long structure(GraphShape graph, Manifest manifest) {
    long halo = manifest.files().stream().mapToLong(PartFile::halo).sum();
    return 4 * graph.arcs() * (graph.weighted() ? 2 : 1) + 8 * halo + 8 * graph.nodes();
  }

  private static long features(Manifest manifest) {
    GraphShape graph = manifest.graph();
    if (!graph.sparseFeatures()) {
      return 4 * graph.nodes() * graph.features();
    }
    // what the files have beside their structure, ids, labels and splits is features
    long labels = graph.multiLabel() ? 4L * graph.classes() : 4;
    long others = graph.nodes() * (8 + labels + graph.splits());
    return Math.max(0, manifest.bytes() - structure(graph, manifest) - others);
  }

  /** A batch that is all of training stays, and copies no dense features. */
  private static boolean isReadInPlace(Manifest manifest, TrainConfig config) {
    int parts = manifest.trainingParts();
    return config.batchPartsOf(parts) == parts && !manifest.graph().sparseFeatures();
  }

  /** Kept from the second epoch on. */
  private static long sums(GraphShape graph, TrainConfig config, Footprint footprint) {
    boolean kept = config.firstHop() && config.epochs() > 1 && !graph.sparseFeatures();
    return kept && footprint.sumsFeatures() ? 4 * graph.nodes() * graph.features() : 0;
  }

  /** A dropout takes halves as they are; sums of them take the halo's rows converted before. */
  private static long converted(BatchBound batch, TrainConfig config, List<Integer> widths) {
    boolean drops = config.modelConfig().dropout() > 0;
    return drops ? 0 : 4 * batch.halo() * widths.stream().reduce(0, Math::max);
  }

  /** Two rooms take turns, but where histories take a layer's output; and what models keep. */
  private static long inference(GraphShape graph, Footprint.Exact exact, boolean refreshed) {
    long[] rooms = new long[2];
    for (int turn = 0; turn < (refreshed ? 1 : exact.widths().size()); turn++) {
      rooms[turn % 2] = Math.max(rooms[turn % 2], exact.widths().get(turn));
    }
    return 4 * graph.nodes() * (rooms[0] + rooms[1] + exact.keptWidth());
  }

  /** Of the exact pass: all of them, or the one at hand and the next; and two sets of nodes. */
  private static long chunks(GraphShape graph, Gnn model, BatchBound chunk, long chunkNodes) {
    boolean weighted = isWeighted(graph, model);
    long sets = graph.nodes() / 4;
    if (!areChunksKept(graph)) {
      return sets + 2 * chunk.chunkBytes(weighted);
    }
    long number = (graph.nodes() + chunkNodes - 1) / chunkNodes;
    long arcs = model.messages() == Messages.NONE ? 0 : graph.arcs() + graph.nodes();
    return sets + new BatchBound(graph.nodes(), number * chunk.halo(), arcs).chunkBytes(weighted);
  }

  /** Arrays that were outgrown stay until the heap is full, which is seldom looked for. */
  private static long withRoom(long bytes) {
    return bytes + bytes / 2;
  }

  private static boolean isWeighted(GraphShape graph, Gnn model) {
    return model.messages() == Messages.SYMMETRIC || graph.weighted();
  }

  private static boolean areChunksKept(GraphShape graph) {
    return graph.nodes() + graph.arcs() <= BatchLoader.KEPT;
  }

  private static long sum(List<Integer> widths) {
    return widths.stream().mapToLong(Integer::longValue).sum();
  }
}
