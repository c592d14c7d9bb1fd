package org.gnnautoscale.nn;

import java.io.IOException;
import java.util.function.IntFunction;
import org.gnnautoscale.autograd.GraphMoments;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.load.Chunks;
import org.gnnautoscale.load.Content;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Exact outputs of a model for all nodes, one layer after the other.
 *
 * <p>Each layer goes over all chunks of the graph and keeps its embeddings of all nodes, which the
 * next one reads. That is full-graph inference in memory for two layers and one chunk.
 *
 * <p>Owns room for the embeddings until {@link #close}; borrows all else. For one thread.
 */
public final class LayerwiseForward implements AutoCloseable {

  private final Engine engine;
  private final Workspace workspace;
  private final GraphData graph;
  private final Chunks chunks;
  private final SpilledStates states;
  private final Matrix[] rooms = {Matrix.allocate(0, 1), Matrix.allocate(0, 1)};

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
   * Prepares passes over a graph.
   *
   * @param chunks of the graph; borrowed, with their loader
   */
  public LayerwiseForward(Engine engine, Workspace workspace, GraphData graph, Chunks chunks) {
    this.engine = engine;
    this.workspace = workspace;
    this.graph = graph;
    this.chunks = chunks;
    this.states = new SpilledStates(graph.numNodes());
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
        contentFor(hidden),
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

  /** Gives the room back. */
  @Override
  public void close() {
    for (Matrix room : rooms) {
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
      Embeddings after =
          new Embeddings(
              width ->
                  layer < histories.size() ? histories.of(layer).rows() : room(layer + 1, width));
      each(
          contentFor(before),
          (tape, chunk, state) -> {
            Tensor h = checked.layer(layer, rows(tape, chunk, before), chunk, state);
            return () -> after.put(chunk, h.value());
          });
      hidden = after.rows;
    }
    return hidden;
  }

  /** What the encoder makes of the features; null if it leaves them as they are. */
  private @Nullable Matrix encoded(CheckedModel model) throws IOException, InterruptedException {
    states.begin();
    Embeddings encoded = new Embeddings(width -> room(0, width));
    each(
        Content.ALL,
        (tape, chunk, state) -> {
          Tensor input = Inputs.ofBatch(tape, graph, chunk);
          Tensor result = model.encode(input, state);
          return result == input ? () -> {} : () -> encoded.put(chunk, result.value());
        });
    return encoded.rows;
  }

  /** Computes all chunks; again, as long as norms first have to learn the graph's moments. */
  private void each(Content content, Work work) throws IOException, InterruptedException {
    GraphMoments moments = chunks.size() == 1 ? GraphMoments.none() : GraphMoments.ofPieces();
    do {
      chunks.each(content, chunk -> compute(work, chunk, moments));
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
    }
  }

  /** A layer reads features, unless something has been computed before. */
  private static Content contentFor(@Nullable Matrix before) {
    return before == null ? Content.ALL : Content.WITHOUT_FEATURES;
  }

  /** Rows of all nodes, whose place is known with the width of the first ones. */
  private static final class Embeddings {

    private final IntFunction<Matrix> place;
    private @Nullable Matrix rows;

    Embeddings(IntFunction<Matrix> place) {
      this.place = place;
    }

    void put(Subgraph chunk, Matrix value) {
      Matrix all = rows == null ? place.apply(value.cols()) : rows;
      rows = all;
      SpilledStates.own(all, chunk).copyFrom(value);
    }
  }

  private Tensor rows(Tape tape, Subgraph chunk, @Nullable Matrix before) {
    if (before == null) {
      return Inputs.of(tape, graph, chunk);
    }
    Tensor batch = tape.constant(SpilledStates.own(before, chunk));
    return chunk.numHalo() == 0
        ? batch
        : tape.pull(batch, before, chunk.haloIds(), chunk.numHalo());
  }

  /** Two rooms take turns, as a layer reads one and writes the other. */
  private Matrix room(int turn, int width) {
    int i = turn % 2;
    long size = graph.numNodes() * width;
    if (rooms[i].size() < size) {
      rooms[i].close();
      rooms[i] = Matrix.allocate(size, 1);
    }
    return Matrix.over(rooms[i].segment(), graph.numNodes(), width);
  }
}
