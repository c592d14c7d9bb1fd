package org.gnnautoscale.train;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.autograd.Optimizer;
import org.gnnautoscale.autograd.OptimizerConfig;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.CpuEngine;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputFile;
import org.gnnautoscale.io.Storage;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.BatchOrder;
import org.gnnautoscale.load.Chunks;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Messages;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.nn.BatchForward;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.LayerwiseForward;

/**
 * A model with historical embeddings over a graph, for a training loop of one's own.
 *
 * <pre>
 * try (ScalableModel gas = new ScalableModel(model, graph, 1);
 *     Optimizer adam = gas.optimizer(OptimizerConfig.of(Map.of("lr", 0.01)))) {
 *   for (Subgraph batch : gas.batches(10)) {
 *     try (ScalableModel.Step step = gas.step(batch)) {
 *       step.logits().crossEntropy(batch.labels(), batch.trainRows(), batch.numTrain(), 1);
 *       step.backward();
 *     }
 *     adam.step();
 *   }
 *   Matrix scores = gas.logits();
 * }
 * </pre>
 *
 * <p>Histories begin with exact embeddings. Owns engine, histories, loader and workspace until
 * {@link #close}; borrows the model and the graph. For one thread.
 */
public final class ScalableModel implements AutoCloseable {

  private final Owned owned = new Owned();
  private final Gnn model;
  private final GraphData graph;
  private final long seed;
  private final Engine engine;
  private final Workspace workspace;
  private final Histories histories;
  private final BatchLoader loader;
  private final LayerwiseForward forward;
  private final Matrix logits;
  private int epoch;
  private long steps;

  /**
   * Prepares a model, and fills its histories.
   *
   * @param model to train; it may have been trained before
   * @param graph it is trained on, whose first split says which nodes are for training
   * @param seed of batches and dropout
   * @throws InterruptedException if the thread is interrupted
   */
  public ScalableModel(Gnn model, GraphData graph, long seed)
      throws IOException, InterruptedException {
    this.model = model;
    this.graph = graph;
    this.seed = seed;
    int threads = Runtime.getRuntime().availableProcessors();
    List<Integer> widths = BatchForward.historyWidths(model);
    Messages messages = model.messages();
    try {
      this.engine = owned.add(new CpuEngine(threads), Engine::close);
      this.workspace = owned.add(engine.workspace(), Workspace::close);
      this.histories = owned.add(Histories.zeros(graph.numNodes(), widths), Histories::close);
      this.loader = owned.add(new BatchLoader(graph, messages, 0), BatchLoader::close);
      this.logits =
          owned.add(engine.matrix(graph.numNodes(), graph.shape().classes()), Matrix::close);
      Chunks chunks = Chunks.of(graph, messages, Session.CHUNK_NODES);
      this.forward =
          owned.add(
              new LayerwiseForward(engine, workspace, graph, chunks), LayerwiseForward::close);
      forward.fill(model, histories);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      owned.close();
      throw e;
    }
  }

  /** One step: the outputs of a batch, whose halo came from the histories. */
  public static final class Step implements AutoCloseable {

    private final Tape tape;
    private final Tensor logits;

    private Step(Tape tape, Tensor logits) {
      this.tape = tape;
      this.logits = logits;
    }

    /** Outputs of the batch's rows: give them to one or more losses. */
    public Tensor logits() {
      return logits;
    }

    /** Adds the gradient of the losses to the parameters'. */
    public void backward() {
      tape.backward();
    }

    /** Takes the step's temporary memory back. */
    @Override
    public void close() {
      tape.close();
    }
  }

  /** An optimizer of the model's parameters; the caller closes it. */
  public Optimizer optimizer(OptimizerConfig config) {
    return new Optimizer(engine, model.parameters(), config);
  }

  /**
   * The batches of one more epoch each time that they are gone through: random unions of parts,
   * each prepared while the one before it is computed. Each is valid until the next one is asked
   * for. An epoch may be left early; the next one begins with batches of its own.
   *
   * @param batchParts parts in a batch
   * @throws CancellationException from the iterator, if the thread is interrupted
   */
  public Iterable<Subgraph> batches(int batchParts) {
    BatchOrder order =
        new BatchOrder(graph.trainingParts(), batchParts, 0, Trainer.orderSeed(seed));
    return () -> {
      epoch++;
      return batches(order.epoch(epoch));
    };
  }

  private Iterator<Subgraph> batches(List<int[]> unions) {
    try {
      loader.forget();
    } catch (InterruptedException e) {
      throw cancelled(e);
    }
    loader.announce(unions);
    return new Batches(unions.size());
  }

  private static CancellationException cancelled(InterruptedException e) {
    Thread.currentThread().interrupt();
    return (CancellationException) new CancellationException("interrupted").initCause(e);
  }

  /** Runs the model on a batch: pushes its embeddings to the histories, and pulls its halo's. */
  public Step step(Subgraph batch) {
    steps++;
    Tape tape = Tape.training(engine, workspace, seed, steps);
    return new Step(tape, BatchForward.run(tape, model, graph, batch, histories));
  }

  /**
   * Exact outputs of all nodes, [nodes, classes], layer by layer; the histories stay as they are.
   *
   * @return valid until the next call
   */
  public Matrix logits() throws IOException, InterruptedException {
    forward.run(
        model,
        Histories.none(),
        (first, rows, embedding) -> logits.rows(first, first + rows.rows()).copyFrom(rows));
    return logits;
  }

  /** Exact metric of the training, validation and test nodes of a split. */
  public RoleScores evaluate(Metric metric, int split) throws IOException, InterruptedException {
    return new Evaluator(graph, forward, metric, split).evaluate(model, Histories.none());
  }

  /** Writes the model's weights as safetensors, in place of a file of that name. */
  public void saveWeights(Path file) throws IOException {
    Path place = Storage.path(file.toString());
    try (OutputFile output = OutputFile.begin(place, Existing.OVERWRITE)) {
      output.stream().write(SafetensorsFile.write(WeightArrays.of(model)));
      output.commit();
    }
  }

  /**
   * Takes the model's weights from a safetensors file, and fills the histories anew.
   *
   * @throws BadDataException if they are not those of this model
   */
  public void loadWeights(Path file) throws IOException, InterruptedException {
    WeightArrays.copy(SafetensorsFile.read(Storage.readAll(file), file), model, file);
    forward.fill(model, histories);
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    owned.close();
  }

  private final class Batches implements Iterator<Subgraph> {

    private int left;

    Batches(int count) {
      this.left = count;
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public Subgraph next() {
      if (left == 0) {
        throw new java.util.NoSuchElementException("the epoch has no further batch");
      }
      left--;
      try {
        return loader.next();
      } catch (InterruptedException e) {
        throw cancelled(e);
      }
    }
  }
}
