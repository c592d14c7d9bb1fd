package org.gnnautoscale.nn;

import java.io.IOException;
import java.util.List;
import java.util.function.IntFunction;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
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
  private final List<Subgraph> chunks;
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

  /** One step of a model on a chunk; null if it does nothing. */
  @FunctionalInterface
  private interface Step {

    @Nullable Tensor run(Tape tape, Subgraph chunk);
  }

  /**
   * Prepares passes over a graph.
   *
   * @param chunks subgraphs that cover the graph, in part order
   */
  public LayerwiseForward(
      Engine engine, Workspace workspace, GraphData graph, List<Subgraph> chunks) {
    this.engine = engine;
    this.workspace = workspace;
    this.graph = graph;
    this.chunks = List.copyOf(chunks);
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
    int last = model.numLayers() - 1;
    for (Subgraph chunk : chunks) {
      requireUninterrupted();
      try (Tape tape = Tape.evaluating(engine, workspace)) {
        Tensor h = model.layer(last, rows(tape, chunk, hidden), chunk);
        Tensor logits = model.decode(h);
        Matrix embedding =
            h != logits || last == 0 || hidden == null ? h.value() : own(hidden, chunk);
        sink.accept(chunk.rangeStart(0), logits.value(), embedding);
      }
    }
  }

  /** Overwrites histories with exact embeddings. */
  public void fill(Gnn model, Histories histories) throws InterruptedException {
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
  }

  /** Input of the last layer for all nodes; null where that is the features. */
  private @Nullable Matrix hidden(Gnn model, Histories histories) throws InterruptedException {
    Matrix encoded = sweep(width -> room(0, width), (tape, chunk) -> encode(tape, model, chunk));
    Matrix hidden = encoded;
    for (int i = 0; i < model.numLayers() - 1; i++) {
      int layer = i;
      Matrix before = hidden;
      hidden =
          sweep(
              width ->
                  layer < histories.size() ? histories.of(layer).rows() : room(layer + 1, width),
              (tape, chunk) -> model.layer(layer, rows(tape, chunk, before), chunk));
    }
    return hidden;
  }

  private static void requireUninterrupted() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted between two chunks of the graph");
    }
  }

  private @Nullable Matrix sweep(IntFunction<Matrix> place, Step step) throws InterruptedException {
    Matrix all = null;
    for (Subgraph chunk : chunks) {
      requireUninterrupted();
      try (Tape tape = Tape.evaluating(engine, workspace)) {
        Tensor result = step.run(tape, chunk);
        if (result == null) {
          return null;
        }
        Matrix value = result.value();
        if (all == null) {
          all = place.apply(value.cols());
        }
        own(all, chunk).copyFrom(value);
      }
    }
    return all;
  }

  private @Nullable Tensor encode(Tape tape, Gnn model, Subgraph chunk) {
    Tensor input = Inputs.ofBatch(tape, graph, chunk);
    Tensor encoded = model.encode(input);
    return encoded == input ? null : encoded;
  }

  private Tensor rows(Tape tape, Subgraph chunk, @Nullable Matrix before) {
    if (before == null) {
      return Inputs.of(tape, graph, chunk);
    }
    Tensor batch = tape.constant(own(before, chunk));
    return chunk.numHalo() == 0
        ? batch
        : tape.pull(batch, before, chunk.haloIds(), chunk.numHalo());
  }

  private static Matrix own(Matrix all, Subgraph chunk) {
    long first = chunk.rangeStart(0);
    return all.rows(first, first + chunk.numNodes());
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
