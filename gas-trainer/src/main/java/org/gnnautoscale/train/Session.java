package org.gnnautoscale.train;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.load.Chunks;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.memory.Backing;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.nn.BatchForward;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.GraphInfo;
import org.gnnautoscale.nn.LayerwiseForward;
import org.gnnautoscale.nn.ModelRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What all runs of a job share: the engine, its workspace, and the exact pass with its subgraphs.
 *
 * <p>Owns them until {@link #close}; borrows the graph.
 */
public final class Session implements AutoCloseable {

  /** Nodes computed at once in an exact pass; bounds its memory, and keeps overhead small. */
  static final long CHUNK_NODES = 1 << 16;

  /** The same on disk, where the pages of a chunk and its halo have to be in memory at once. */
  private static final long CHUNK_NODES_ON_DISK = 1 << 14;

  /** Nodes and arcs of a batch below which a second thread costs more than it gives. */
  private static final long SMALL_BATCH = 1 << 14;

  private static final String ENGINE = "cpu";

  private final Owned owned = new Owned();
  private final GraphData graph;
  private final TrainConfig config;
  private final GraphInfo info;
  private final Backing backing;
  private final int threads;
  private final Engine engine;
  private final Workspace workspace;
  private final LayerwiseForward forward;
  private @Nullable Path initialWeights;

  /** Starts the engine, and cuts the graph into chunks; where there is no RUN. */
  public Session(GraphData graph, TrainConfig config) throws InterruptedException {
    this(graph, config, WorkDirectory.of(config));
  }

  /**
   * Starts the engine, and cuts the graph into chunks.
   *
   * @param work where histories and embeddings of all nodes lie, if the settings want it
   */
  public Session(GraphData graph, TrainConfig config, WorkDirectory work)
      throws InterruptedException {
    this(graph, config, work, TrainListener.silent());
  }

  /** As above, with an engine that a listener watches. */
  Session(GraphData graph, TrainConfig config, WorkDirectory work, TrainListener listener)
      throws InterruptedException {
    this.graph = graph;
    this.config = config;
    this.info = GraphInfo.of(graph);
    this.backing = work.histories(config);
    this.threads = threads(config, graph);
    try {
      this.engine = owned.add(listener.watch(new CpuEngine(threads)), Engine::close);
      this.workspace = owned.add(engine.workspace(), Workspace::close);
      Chunks chunks = Chunks.of(graph, messages(), chunkNodes(config));
      this.forward =
          owned.add(
              new LayerwiseForward(engine, workspace, graph, chunks, backing),
              LayerwiseForward::close);
    } catch (InterruptedException | RuntimeException | Error e) {
      owned.close();
      throw e;
    }
  }

  /** Most nodes of a chunk of the exact pass. */
  static long chunkNodes(TrainConfig config) {
    return config.shardsOnDisk() || config.historiesOnDisk() ? CHUNK_NODES_ON_DISK : CHUNK_NODES;
  }

  private Messages messages() {
    try (Gnn model = fresh(0)) {
      return model.messages();
    }
  }

  /** As many as are set; else all cores, but one for batches that are done before others wake. */
  private static int threads(TrainConfig config, GraphData graph) {
    if (config.threads() > 0) {
      return config.threads();
    }
    long batches = graph.numParts() / config.batchPartsOf(graph.numParts());
    long arcs = graph.shape().arcs() + graph.numNodes();
    return arcs / batches < SMALL_BATCH ? 1 : Runtime.getRuntime().availableProcessors();
  }

  /** Lets every model begin with the parameters of a weight file. */
  void beginWith(Path weights) {
    this.initialWeights = weights;
  }

  /**
   * A model that has not been trained yet; the caller closes it.
   *
   * @throws org.gnnautoscale.io.BadDataException if initial weights are of another model
   */
  public Gnn model(long seed) throws IOException {
    Gnn model = fresh(seed);
    Path weights = initialWeights;
    if (weights != null) {
      try {
        WeightArrays.copy(SafetensorsFile.read(Storage.readAll(weights), weights), model, weights);
      } catch (IOException | RuntimeException | Error e) {
        model.close();
        throw e;
      }
    }
    return model;
  }

  private Gnn fresh(long seed) {
    return ModelRegistry.builder(config.model()).build(info, config.modelConfig(), seed);
  }

  /**
   * Histories that training a model needs; the caller closes them.
   *
   * @throws IOException if they shall lie on a disk that has no room
   */
  Histories histories(Gnn model) throws IOException {
    return config.mode() == Mode.FULL
        ? Histories.none()
        : Histories.zeros(
            graph.numNodes(), BatchForward.historyWidths(model), config.historyType(), backing);
  }

  /** What models know of the graph. */
  GraphInfo info() {
    return info;
  }

  /** The graph. */
  public GraphData graph() {
    return graph;
  }

  /** The settings. */
  public TrainConfig config() {
    return config;
  }

  /** The exact pass over all nodes. */
  public LayerwiseForward forward() {
    return forward;
  }

  Trainer.Machine machine() {
    return new Trainer.Machine(engine, workspace, graph, forward);
  }

  /** Computing threads. */
  int threads() {
    return threads;
  }

  /** Name of the engine. */
  String engineName() {
    return ENGINE;
  }

  @Override
  public void close() {
    owned.close();
  }
}
