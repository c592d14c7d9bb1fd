package org.gnnautoscale.nn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import org.gnnautoscale.autograd.GraphMoments;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.history.History;
import org.gnnautoscale.load.Chunks;
import org.gnnautoscale.load.Content;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Backing;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Region;
import org.gnnautoscale.memory.RowPages;
import org.gnnautoscale.memory.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Exact outputs of a model for all nodes, one layer after the other.
 *
 * <p>Each layer goes over all chunks of the graph and keeps its embeddings of all nodes, which the
 * next one reads. That is full-graph inference in memory for two layers and one chunk. Where
 * embeddings lie on a disk, a chunk's rows are asked for while the one before it is computed.
 *
 * <p>Owns the chunks, and room for the embeddings, until {@link #close}; borrows all else. For one
 * thread.
 */
public final class LayerwiseForward implements AutoCloseable {

  private final Engine engine;
  private final Workspace workspace;
  private final GraphData graph;
  private final Inputs inputs;
  private final Chunks chunks;
  private final Backing backing;
  private final SpilledStates states;
  private final Room[] rooms = {new Room(), new Room()};

  /** Takes what a pass finds, chunk by chunk. */
  @FunctionalInterface
  public interface Sink {

    /**
     * Takes the results for a contiguous range of nodes; they are valid during the call only.
     *
     * @param firstNode global id of the first
     * @param logits outputs of the model
     * @param embedding outputs of the last hidden layer; those of the model if it has none
     */
    void accept(long firstNode, Matrix logits, Matrix embedding) throws IOException;
  }

  /** What a model computes for a chunk, and what is to be done with it. */
  @FunctionalInterface
  private interface Work {

    Result run(Tape tape, Subgraph chunk, State state);
  }

  @FunctionalInterface
  private interface Result {

    void take() throws IOException;
  }

  /**
   * Prepares passes over a graph, with room in RAM.
   *
   * @param chunks of the graph, which it closes
   */
  public LayerwiseForward(Engine engine, Workspace workspace, GraphData graph, Chunks chunks) {
    this(engine, workspace, graph, chunks, Backing.RAM);
  }

  /**
   * Prepares passes over a graph.
   *
   * @param chunks of the graph, which it closes
   * @param backing what the room lies in
   */
  public LayerwiseForward(
      Engine engine, Workspace workspace, GraphData graph, Chunks chunks, Backing backing) {
    this.engine = engine;
    this.workspace = workspace;
    this.graph = graph;
    this.inputs = new Inputs(graph);
    this.chunks = chunks;
    this.backing = backing;
    this.states = new SpilledStates(graph.numNodes(), backing);
  }

  /**
   * Computes all nodes, and overwrites histories with exact embeddings on the way.
   *
   * @param histories of this model, or {@link Histories#none}
   * @throws IOException if the sink does
   * @throws InterruptedException if the thread is interrupted
   */
  public void run(Gnn model, Histories histories, Sink sink)
      throws IOException, InterruptedException {
    Matrix hidden = hidden(model, histories);
    CheckedModel checked = new CheckedModel(model);
    int last = model.numLayers() - 1;
    each(
        hidden,
        (tape, chunk, state) -> {
          Tensor h = checked.layer(last, rows(tape, chunk, hidden), chunk, state);
          Tensor logits = checked.decode(h, state);
          Matrix embedding =
              h != logits || last == 0 || hidden == null
                  ? h.value()
                  : SpilledStates.own(hidden, chunk);
          return () -> sink.accept(chunk.rangeStart(0), logits.value(), embedding);
        });
  }

  /** Overwrites histories with exact embeddings. */
  public void fill(Gnn model, Histories histories) throws IOException, InterruptedException {
    if (histories.size() > 0) {
      hidden(model, histories);
    }
  }

  /** Features of the graph; who trains a model on it reads them here too. */
  public Inputs inputs() {
    return inputs;
  }

  /** Computes the sums of all nodes' features over their edges, once and for all. */
  public void sumFeatures() throws IOException, InterruptedException {
    Matrix sums = Matrix.allocate(graph.numNodes(), graph.shape().features());
    try {
      chunks.each(Content.ALL, chunk -> {}, chunk -> sumFeatures(chunk, sums));
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      sums.close();
      throw e;
    }
    inputs.know(sums);
  }

  private void sumFeatures(Subgraph chunk, Matrix sums) {
    try (Tape tape = Tape.evaluating(engine, workspace)) {
      Tensor sum = inputs.of(tape, chunk).aggregate(chunk.adjacency());
      SpilledStates.own(sums, chunk).copyFrom(sum.value());
    }
  }

  /** Gives the room back. */
  @Override
  public void close() {
    chunks.close(); // first: their thread may still ask for pages of what follows
    inputs.close();
    for (Room room : rooms) {
      room.close();
    }
    states.close();
  }

  /** Input of the last layer for all nodes; null where that is the features. */
  private @Nullable Matrix hidden(Gnn model, Histories histories)
      throws IOException, InterruptedException {
    CheckedModel checked = new CheckedModel(model);
    Matrix hidden = encoded(checked);
    for (int i = 0; i < model.numLayers() - 1; i++) {
      int layer = i;
      Matrix before = hidden;
      History history = layer < histories.size() ? histories.of(layer) : null;
      Matrix exact = history != null && history.isExact() ? history.rows() : null;
      Embeddings after =
          new Embeddings(width -> exact == null ? rooms[(layer + 1) % 2].of(width) : exact);
      each(
          before,
          (tape, chunk, state) -> {
            Tensor h = checked.layer(layer, rows(tape, chunk, before), chunk, state);
            return () -> {
              after.put(chunk, h.value());
              if (history != null && exact == null) {
                // halves, beside: what the next layer reads is exact
                history.push(engine, h.value(), chunk.rangeStart(0));
              }
            };
          });
      hidden = after.rows;
    }
    return hidden;
  }

  /** What the encoder makes of the features; null if it leaves them as they are. */
  private @Nullable Matrix encoded(CheckedModel model) throws IOException, InterruptedException {
    states.begin();
    Embeddings encoded = new Embeddings(width -> rooms[0].of(width));
    each(
        null,
        (tape, chunk, state) -> {
          Tensor input = inputs.ofBatch(tape, chunk);
          Tensor result = model.encode(input, state);
          return result == input ? () -> {} : () -> encoded.put(chunk, result.value());
        });
    return encoded.rows;
  }

  /** Computes all chunks; again, as long as norms first have to learn the graph's moments. */
  private void each(@Nullable Matrix before, Work work) throws IOException, InterruptedException {
    // a layer reads features, unless something has been computed before
    Content content = before == null ? Content.ALL : Content.WITHOUT_FEATURES;
    Consumer<Subgraph> ahead = ahead(before);
    GraphMoments moments = chunks.size() == 1 ? GraphMoments.none() : GraphMoments.ofPieces();
    do {
      chunks.each(content, ahead, chunk -> compute(work, chunk, moments));
    } while (moments.settle());
    states.endLayer();
  }

  private void compute(Work work, Subgraph chunk, GraphMoments moments)
      throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted between two chunks of the graph");
    }
    try (Tape tape = Tape.evaluating(engine, workspace, moments)) {
      Result result = work.run(tape, chunk, states.of(tape, chunk));
      if (!moments.isCollecting()) {
        result.take();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause(); // of a state that the model keeps, which knows nothing of files
    }
  }

  /** Lets the system read what a chunk will need of an earlier layer. */
  private Consumer<Subgraph> ahead(@Nullable Matrix before) {
    if (!backing.isOnDisk()) {
      return chunk -> {};
    }
    RowPages pages = before == null ? null : new RowPages(backing, before.segment());
    return chunk -> {
      if (pages != null && before != null) {
        pages.ask(chunk.ids(), chunk.numRows(), before.rowBytes());
      }
      states.willNeed(chunk);
    };
  }

  /** Rows of all nodes, whose place is known with the width of the first ones. */
  private final class Embeddings {

    private final Place place;
    private @Nullable Matrix rows;

    Embeddings(Place place) {
      this.place = place;
    }

    void put(Subgraph chunk, Matrix value) throws IOException {
      Matrix all = rows == null ? place.of(value.cols()) : rows;
      rows = all;
      Matrix own = SpilledStates.own(all, chunk);
      backing.willNeed(own.segment()); // a page of a file is read before it is written
      own.copyFrom(value);
    }
  }

  /** Where rows of all nodes go. */
  @FunctionalInterface
  private interface Place {

    Matrix of(int width) throws IOException;
  }

  private Tensor rows(Tape tape, Subgraph chunk, @Nullable Matrix before) {
    if (before == null) {
      return inputs.of(tape, chunk);
    }
    Tensor batch = tape.constant(SpilledStates.own(before, chunk));
    return chunk.numHalo() == 0
        ? batch
        : tape.pull(batch, before, chunk.haloIds(), chunk.numHalo());
  }

  /** Memory for embeddings of all nodes; two take turns, as a layer reads one and writes one. */
  private final class Room implements AutoCloseable {

    private Region memory = new Region();
    private MemorySegment all = MemorySegment.NULL;

    Matrix of(int width) throws IOException {
      long bytes = 4 * graph.numNodes() * width;
      if (all.byteSize() < bytes) {
        all = MemorySegment.NULL; // for good, if there is no room for what takes its place
        memory.close();
        memory = backing.region(bytes);
        all = memory.allocate(bytes);
      }
      return Matrix.over(all, graph.numNodes(), width);
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
