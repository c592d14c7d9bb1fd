package org.gnnautoscale.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Rows;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.history.History;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;

/**
 * The operations of one step, so that they can be walked backwards.
 *
 * <p>A training tape records and drops values; an evaluating one does neither. All temporary
 * matrices come from the workspace and are taken back by {@link #close}: copy what shall stay.
 *
 * <pre>
 * try (Tape tape = Tape.training(engine, workspace, seed, step)) {
 *   Tensor x = tape.rows(features, ids, n).dropout(0.5);
 *   Tensor logits = x.aggregate(adjacency).matmul(weight).addBias(bias);
 *   double loss = logits.crossEntropy(labels, trainRows, count, 1.0 / count);
 *   tape.backward();
 * }
 * </pre>
 *
 * <p>Borrows engine and workspace. Not thread-safe: one trainer thread.
 */
public final class Tape implements AutoCloseable {

  private final Engine engine;
  private final Workspace workspace;
  private final Workspace.Mark start;
  private final boolean training;
  private final long seed;
  private final long step;
  private final List<Runnable> backwards = new ArrayList<>();
  private final List<Runnable> atEnd = new ArrayList<>();
  private final GraphMoments moments;
  private int dropouts;

  private Tape(
      Engine engine,
      Workspace workspace,
      boolean training,
      GraphMoments moments,
      long seed,
      long step) {
    this.engine = engine;
    this.workspace = workspace;
    this.start = workspace.mark();
    this.training = training;
    this.moments = moments;
    this.seed = seed;
    this.step = step;
  }

  /** A tape that records and drops; seed and step decide what is dropped. */
  public static Tape training(Engine engine, Workspace workspace, long seed, long step) {
    return new Tape(engine, workspace, true, GraphMoments.none(), seed, step);
  }

  /** A tape that only computes. */
  public static Tape evaluating(Engine engine, Workspace workspace) {
    return evaluating(engine, workspace, GraphMoments.none());
  }

  /** The same for a piece of a graph, some of whose norms need moments of the whole. */
  public static Tape evaluating(Engine engine, Workspace workspace, GraphMoments moments) {
    return new Tape(engine, workspace, false, moments, 0, 0);
  }

  /** Whether this tape records and drops. */
  public boolean isTraining() {
    return training;
  }

  /** A matrix without gradient; not copied. */
  public Tensor constant(Matrix value) {
    return new Tensor(this, Rows.of(value));
  }

  /** A matrix whose gradient can be asked for after {@link #backward}; not copied. */
  public Tensor variable(Matrix value) {
    return new Tensor(this, value, training ? Math.toIntExact(value.rows()) : 0);
  }

  /**
   * Rows of a table without gradient, read where they are until something needs them together.
   *
   * @param ids numbers of rows of the table
   * @param count how many of the ids are meant
   */
  public Tensor rows(Matrix table, long[] ids, int count) {
    return new Tensor(this, Rows.of(table, ids, count));
  }

  /** A matrix without gradient, whose sums over edges may be known; not copied. */
  public Tensor constant(Matrix value, KnownSums sums) {
    return new Tensor(this, Rows.of(value), sums);
  }

  /** Rows of a table as above, whose sums over edges may be known. */
  public Tensor rows(Matrix table, long[] ids, int count, KnownSums sums) {
    return new Tensor(this, Rows.of(table, ids, count), sums);
  }

  /**
   * The rows of a batch, followed by those of its halo in a history.
   *
   * <p>The halo's rows are constants. The history is read when the result is used, and must not
   * change before.
   *
   * @param batch rows of the batch, with their gradient
   * @param history where the halo's rows are
   * @param halo global ids of the halo
   * @param count how many of these numbers are meant
   */
  public Tensor pull(Tensor batch, History history, long[] halo, int count) {
    return new Tensor(this, history.pull(batch.value(), halo, count), batch);
  }

  /** The same from a matrix of all nodes, row i for the node of global id i. */
  public Tensor pull(Tensor batch, Matrix all, long[] halo, int count) {
    return new Tensor(this, Rows.of(batch.value(), all, halo, count), batch);
  }

  /**
   * A value for each row, [rows, 1], valid for this step: such as a factor by degree.
   *
   * @param value called by several threads
   */
  public Matrix column(int rows, IntToDoubleFunction value) {
    Matrix column = matrix(rows, 1);
    engine.column(value, column);
    return column;
  }

  /** The weight of each edge, 1 where there are none: [edges, 1]. */
  public Tensor edgeWeights(Adjacency adjacency) {
    float[] weight = adjacency.weight();
    return constant(column(adjacency.numArcs(), e -> weight == null ? 1 : weight[e]));
  }

  /** Standard normal numbers, drawn anew in each step. */
  public Tensor noise(long rows, int cols) {
    Matrix noise = matrix(rows, cols);
    engine.normal(Dropout.key(seed, step, dropouts++), noise);
    return constant(noise);
  }

  /** Sparse input features, without gradient; a dropout and a product leave them sparse. */
  public Tensor sparseInput(SparseRows rows) {
    return new Tensor(this, new SparseTensor(this, rows, null));
  }

  /**
   * Keeps rows of this step in a history; no gradient flows.
   *
   * @param rows of a contiguous range of nodes
   * @param firstNode global id of the first
   */
  public void push(Matrix rows, History history, long firstNode) {
    history.push(engine, rows, firstNode);
  }

  /**
   * The edges that an edge dropout leaves; the weights of the others stay as they are.
   *
   * <p>All of them if this tape is not training. Valid until it is closed.
   */
  public Adjacency dropEdges(Adjacency adjacency, EdgeDropout dropout) {
    if (!training || dropout.rate() == 0) {
      return adjacency;
    }
    Dropout mask = nextDropout(dropout.rate());
    Adjacency left = dropout.rescales() ? adjacency.dropAndRescale(mask) : adjacency.drop(mask);
    atEnd.add(() -> adjacency.takeBack(left));
    return left;
  }

  /** Computes all gradients, beginning with those that the losses have set. */
  public void backward() {
    for (int i = backwards.size() - 1; i >= 0; i--) {
      backwards.get(i).run();
    }
    backwards.clear();
  }

  /** Takes all temporary matrices back. */
  @Override
  public void close() {
    atEnd.forEach(Runnable::run);
    atEnd.clear();
    workspace.reset(start);
  }

  GraphMoments moments() {
    return moments;
  }

  Engine engine() {
    return engine;
  }

  Matrix matrix(long rows, int cols) {
    return workspace.matrix(rows, cols);
  }

  Accumulator accumulator() {
    return workspace.accumulator();
  }

  Matrix zeros(long rows, int cols) {
    Matrix zeros = workspace.matrix(rows, cols);
    engine.clear(zeros);
    return zeros;
  }

  /** Rows of an output that carry gradient because a parameter took part. */
  int trainableRows(int rows) {
    return training ? rows : 0;
  }

  Dropout nextDropout(double rate) {
    return Dropout.of(seed, step, dropouts++, rate);
  }

  void record(Runnable backward) {
    backwards.add(backward);
  }
}
