package org.gnnautoscale.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
 * @param graph labels and splits; structure of all parts, unless it is on disk
 * @param features of all nodes, unless they are on disk
 * @param histories of all hidden layers, unless they are on disk
 * @param inference room for exact embeddings where an evaluation must not touch the histories, or
 *     cannot use them as they are rounded; unless it is on disk
 * @param subgraphs the batch at hand, the next one, and those of the exact pass, with features that
 *     are copied for them
 * @param workspace values and gradients of one step, or values of one chunk of the exact pass
 * @param parameters with gradients, optimizer state and the best epoch's copy
 * @param runtime of the Java machine itself
 * @param disk what is kept on a local disk instead of in memory
 */
public record Estimate(
    long graph,
    long features,
    long histories,
    long inference,
    long subgraphs,
    long workspace,
    long parameters,
    long runtime,
    long disk) {

  /** Classes, code, threads and BLAS buffers: what an idle process was seen to take. */
  private static final long RUNTIME = 350L << 20;

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
    Batch batch = Batch.of(manifest, config, model);
    List<Integer> widths =
        config.mode() == Mode.FULL ? List.of() : BatchForward.historyWidths(model);
    long histories = config.historyType().bytes() * shape.nodes() * sum(widths);
    Footprint footprint = new Footprint(model, shape);
    Footprint.Exact exact = footprint.exact(Batch.chunkOf(manifest, model).shape());
    boolean isExact = config.historyType() == HistoryType.FP32;
    long inference =
        inference(shape, exact, config.refreshOnEvaluation() && isExact && histories > 0);
    long structure = structure(shape, manifest);
    long features = features(manifest);
    boolean onDisk = config.shardsOnDisk();
    boolean roomsOnDisk = config.historiesOnDisk();
    return new Estimate(
        tables(shape) + (onDisk ? 0 : structure),
        onDisk ? 0 : features,
        roomsOnDisk ? 0 : histories,
        roomsOnDisk ? 0 : inference,
        subgraphs(manifest, batch, model) + copiedFeatures(manifest, batch, model, onDisk),
        Math.max(footprint.trainingBytes(batch.shape()), exact.workspace())
            + (isExact ? 0 : converted(batch, config, widths)),
        4 * COPIES_OF_A_PARAMETER * model.parameters().count(),
        RUNTIME,
        (onDisk ? structure + features : 0) + (roomsOnDisk ? histories + inference : 0));
  }

  /** Bytes of the largest training step alone: its workspace, its batch and the next one. */
  static long step(Manifest manifest, TrainConfig config, Gnn model) {
    Batch batch = Batch.of(manifest, config, model);
    return new Footprint(model, manifest.graph()).trainingBytes(batch.shape()) + 2 * batch.bytes();
  }

  /** All memory; what is on disk is no part of it. */
  public long total() {
    return graph + features + histories + inference + subgraphs + workspace + parameters + runtime;
  }

  /** Bytes by what they are for, and their sum, in the order in which they are shown. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("graphBytes", graph);
    map.put("featureBytes", features);
    map.put("historyBytes", histories);
    map.put("inferenceBytes", inference);
    map.put("subgraphBytes", subgraphs);
    map.put("workspaceBytes", workspace);
    map.put("parameterBytes", parameters);
    map.put("runtimeBytes", runtime);
    map.put("totalBytes", total());
    map.put("diskBytes", disk);
    return map;
  }

  /** The largest union of parts that is computed at once: its nodes, halo and arcs, at most. */
  private record Batch(long nodes, long halo, long arcs) {

    /** The largest chunk of the exact pass, which packs parts as {@code BatchLoader} does. */
    static Batch chunkOf(Manifest manifest, Gnn model) {
      long most = Session.CHUNK_NODES;
      long nodes = 0;
      long halo = 0;
      long arcs = 0;
      Batch largest = new Batch(0, 0, 0);
      for (PartFile file : manifest.files()) {
        if (nodes > 0 && nodes + file.nodes() > most) {
          nodes = 0;
          halo = 0;
          arcs = 0;
        }
        nodes += file.nodes();
        arcs += model.messages() == Messages.NONE ? 0 : file.arcs() + file.nodes();
        halo += model.messages() == Messages.NONE ? 0 : file.halo();
        long outside = Math.min(halo, manifest.graph().nodes() - nodes);
        if (nodes + outside > largest.rows()) {
          largest = new Batch(nodes, outside, arcs);
        }
      }
      return largest;
    }

    long rows() {
      return nodes + halo;
    }

    Footprint.Shape shape() {
      return new Footprint.Shape(nodes, halo, arcs);
    }

    /** Columns, weights and their transpose; ids. */
    long bytes() {
      return 16 * arcs + 24 * rows();
    }

    static Batch of(Manifest manifest, TrainConfig config, Gnn model) {
      int parts = config.batchPartsOf(manifest.trainingParts());
      long nodes = largest(manifest, parts, PartFile::nodes);
      long arcs = largest(manifest, parts, PartFile::arcs);
      long outside = manifest.trainingNodes() - nodes;
      boolean alone = model.messages() == Messages.NONE || parts == manifest.trainingParts();
      long halo = alone ? 0 : Math.min(outside, largest(manifest, parts, PartFile::halo));
      return new Batch(nodes, halo, model.messages() == Messages.NONE ? 0 : arcs + nodes);
    }

    private static long largest(
        Manifest manifest, int parts, java.util.function.ToLongFunction<PartFile> size) {
      long[] sizes = manifest.trainingFiles().stream().mapToLong(size).sorted().toArray();
      return IntStream.range(Math.max(0, sizes.length - parts), sizes.length)
          .mapToLong(i -> sizes[i])
          .sum();
    }
  }

  /** Labels, splits, and a factor of each node. */
  private static long tables(GraphShape graph) {
    long labels = graph.multiLabel() ? 4L * graph.classes() : 4;
    return graph.nodes() * (labels + graph.splits() + 4);
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
    // what the files have beside their structure and ids is features
    return Math.max(
        0, manifest.bytes() - structure(graph, manifest) - tables(graph) - 8 * graph.nodes());
  }

  /** A dropout takes halves as they are; sums of them take the halo's rows converted before. */
  private static long converted(Batch batch, TrainConfig config, List<Integer> widths) {
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

  private static long subgraphs(Manifest manifest, Batch batch, Gnn model) {
    GraphShape graph = manifest.graph();
    long chunks =
        model.messages() == Messages.NONE
            ? 0
            : areChunksKept(graph)
                ? 10 * (graph.arcs() + graph.nodes())
                : 2 * Batch.chunkOf(manifest, model).bytes() + 4 * graph.nodes();
    // twice, as the next batch is prepared meanwhile
    return 2 * batch.bytes() + chunks + 8 * graph.nodes();
  }

  private static boolean areChunksKept(GraphShape graph) {
    return graph.nodes() + graph.arcs() <= BatchLoader.KEPT;
  }

  /** Sparse features, and those on disk, are copied for the batch at hand and the next one. */
  private static long copiedFeatures(Manifest manifest, Batch batch, Gnn model, boolean areOnDisk) {
    GraphShape graph = manifest.graph();
    boolean sparse = graph.sparseFeatures();
    if (!sparse && !areOnDisk) {
      return 0;
    }
    long row = features(manifest) / Math.max(1, graph.nodes());
    long whole = sparse ? graph.nodes() : 0;
    long chunks = areChunksKept(graph) ? whole : 2 * Batch.chunkOf(manifest, model).rows();
    return row * (2 * batch.rows() + chunks);
  }

  private static long sum(List<Integer> widths) {
    return widths.stream().mapToLong(Integer::longValue).sum();
  }
}
