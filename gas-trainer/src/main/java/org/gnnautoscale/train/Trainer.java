package org.gnnautoscale.train;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.gnnautoscale.autograd.LearningRate;
import org.gnnautoscale.autograd.Optimizer;
import org.gnnautoscale.autograd.Parameter;
import org.gnnautoscale.autograd.Tape;
import org.gnnautoscale.autograd.Tensor;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.history.Histories;
import org.gnnautoscale.load.BatchLoader;
import org.gnnautoscale.load.BatchOrder;
import org.gnnautoscale.load.GraphData;
import org.gnnautoscale.load.Role;
import org.gnnautoscale.load.Subgraph;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.gnnautoscale.nn.BatchForward;
import org.gnnautoscale.nn.Gnn;
import org.gnnautoscale.nn.LayerwiseForward;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one training run.
 *
 * <p>A step runs the model on a union of parts, which also pushes the batch's embeddings to the
 * histories, and moves the parameters. A batch without training nodes does the former only. What a
 * step draws is a function of the seed and its number.
 *
 * <p>Owns its loader and optimizer until {@link #close}; borrows all else. For one thread.
 */
final class Trainer implements AutoCloseable {

  private final Owned owned = new Owned();
  private final Engine engine;
  private final Workspace workspace;

  /** Apart from the steps' memory, all of which is taken back after each of them. */
  private final Workspace lossRoom;

  private final GraphData graph;
  private final LayerwiseForward forward;
  private final TrainConfig config;
  private final Gnn model;
  private final Histories histories;
  private final TrainingLoss trainingLoss;
  private final Optimizer optimizer;
  private final LearningRate learningRate;
  private final BatchLoader loader;
  private final BatchOrder order;
  private final long seed;
  private final long trainNodes;
  private final @Nullable Subgraph whole;
  private long waitNanos;
  private long rows;
  private long haloRows;
  private double loadedBefore;

  /**
   * Prepares a run.
   *
   * @param machine what computes
   * @param histories of this model's hidden layers; none for the full batch
   * @param run its seed, and the split whose training nodes count
   */
  Trainer(Machine machine, TrainConfig config, Gnn model, Histories histories, Run run)
      throws InterruptedException {
    this.engine = machine.engine();
    this.workspace = machine.workspace();
    this.graph = machine.graph();
    this.forward = machine.forward();
    this.config = config;
    this.model = model;
    this.histories = histories;
    this.seed = run.seed();
    int parts = graph.trainingParts();
    this.order =
        new BatchOrder(parts, config.batchPartsOf(parts), config.maxSteps(), orderSeed(seed));
    this.trainNodes = graph.count(Role.TRAIN, run.split());
    this.trainingLoss = new TrainingLoss(config.lossConfig(), graph, run.split(), workspace);
    this.learningRate = new LearningRate(config.optimizerConfig(), config.epochs());
    try {
      this.lossRoom = owned.add(engine.workspace(), Workspace::close);
      this.optimizer =
          owned.add(
              new Optimizer(engine, model.parameters(), config.optimizerConfig()),
              Optimizer::close);
      this.loader =
          owned.add(new BatchLoader(graph, model.messages(), run.split()), BatchLoader::close);
      this.whole =
          order.batches() == 1 ? loader.fixed(IntStream.range(0, parts).boxed().toList()) : null;
      announce(1);
    } catch (InterruptedException | RuntimeException | Error e) {
      owned.close();
      throw e;
    }
  }

  /** What computes, and on which graph; all of it is borrowed. */
  record Machine(Engine engine, Workspace workspace, GraphData graph, LayerwiseForward forward) {}

  /**
   * Trains for one epoch.
   *
   * @param epoch counted from 1
   * @return mean loss over the training nodes
   * @throws DivergedException if a loss is not a number
   */
  double epoch(int epoch) throws IOException, InterruptedException {
    try {
      EpochLoss losses = new EpochLoss(lossRoom);
      steps(epoch, losses);
      double loss = losses.mean(epoch, seed);
      if (epoch < config.epochs()) {
        if (config.firstHop() && forward.inputs().wantSums()) {
          forward.sumFeatures();
        }
        announce(epoch + 1);
      }
      return loss;
    } finally {
      lossRoom.reset();
    }
  }

  private void steps(int epoch, EpochLoss losses) throws InterruptedException {
    waitNanos = 0;
    rows = 0;
    haloRows = 0;
    loadedBefore = loader.workSeconds();
    optimizer.learningRate(learningRate.of(epoch));
    for (int step = 0; step < order.steps(); step++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in epoch " + epoch);
      }
      Subgraph batch = whole == null ? awaited() : whole;
      long number = (long) epoch * order.steps() + step;
      int train = batch.numTrain();
      double scale = scale(train);
      step(batch, number, scale, losses.next(scale, train));
      rows += batch.numNodes();
      haloRows += batch.numHalo();
    }
  }

  /**
   * Checks the parameters after an epoch: its last step may have spoiled them.
   *
   * @throws DivergedException if one is not a number
   */
  void requireNumbers(int epoch) throws DivergedException {
    for (Parameter parameter : model.parameters().list()) {
      if (!isFinite(parameter.value())) {
        throw DivergedException.ofParameter(parameter.name(), epoch, seed);
      }
    }
  }

  private static boolean isFinite(Matrix values) {
    for (long row = 0; row < values.rows(); row++) {
      for (int col = 0; col < values.cols(); col++) {
        if (!Float.isFinite(values.get(row, col))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Hears the validation metric of an epoch, which the learning rate may go by. */
  void evaluated(int epoch, double metric) {
    learningRate.evaluated(epoch, metric);
  }

  /** Learning rate of the last epoch. */
  double learningRate() {
    return optimizer.learningRate();
  }

  /** Rows of the batches of the last epoch. */
  long rows() {
    return rows;
  }

  /** Rows of their halos. */
  long haloRows() {
    return haloRows;
  }

  /** Seconds of the last epoch in which a step waited for its batch. */
  double waitSeconds() {
    return waitNanos / 1e9;
  }

  /**
   * Seconds that preparing the batches of the last epoch took, hidden behind steps and evaluations
   * or waited for.
   */
  double loadSeconds() {
    return loader.workSeconds() - loadedBefore;
  }

  private Subgraph awaited() throws InterruptedException {
    long start = System.nanoTime();
    Subgraph batch = loader.next();
    waitNanos += System.nanoTime() - start;
    return batch;
  }

  @Override
  public void close() {
    owned.close();
  }

  private void requireOneAClass(Tensor logits) {
    int classes = graph.shape().classes();
    if (logits.cols() != classes) {
      throw new IllegalArgumentException(
          "the outputs of %s must be one for each of %d classes, got %d"
              .formatted(model.getClass().getName(), classes, logits.cols()));
    }
  }

  /** Adds the losses of the batch's training nodes, before the step. */
  private void step(Subgraph batch, long number, double scale, Accumulator loss) {
    try (Tape tape = Tape.training(engine, workspace, seed, number)) {
      Tensor logits = BatchForward.run(tape, model, forward.inputs(), batch, histories);
      requireOneAClass(logits);
      if (batch.numTrain() > 0) {
        trainingLoss.add(logits, batch, scale, loss);
        tape.backward();
        optimizer.step();
      }
    }
  }

  private double scale(int train) {
    return config.lossConfig().batchLoss() == BatchLoss.MEAN
        ? 1.0 / Math.max(1, train)
        : (double) order.batches() / trainNodes;
  }

  private void announce(int epoch) {
    if (whole == null) {
      List<int[]> unions = order.epoch(epoch);
      loader.announce(unions, next -> histories.willNeed(next.ids(), next.numRows()));
    }
  }

  /** The order of batches must not follow the draw of the weights. */
  static long orderSeed(long seed) {
    return (seed + 1) * 0xD1342543DE82EF95L;
  }
}
