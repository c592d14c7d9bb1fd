package org.gnnautoscale.reference;

import java.util.Map;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.engine.PlainEngine;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.nn.ModelConfig;
import org.jspecify.annotations.Nullable;

/** One pass of a model over a batch: its parameters, and the pieces that many models have. */
final class DenseStep {

  private final ModelConfig config;
  private final Map<String, double[][]> parameters;
  private final DenseBatch batch;
  private final @Nullable Draws draws;
  private final Arcs arcs;
  private int operations;
  private double regularizer;

  /**
   * What decides the random numbers of a training step. They are those of the engine: which values
   * a dropout keeps is an input of the formulas.
   */
  record Draws(long seed, long step) {}

  /**
   * Begins a pass.
   *
   * @param draws of a training step; null in an evaluation
   */
  DenseStep(
      ModelConfig config,
      Map<String, double[][]> parameters,
      DenseBatch batch,
      @Nullable Draws draws) {
    this.config = config;
    this.parameters = parameters;
    this.batch = batch;
    this.draws = draws;
    this.arcs = draws == null ? batch.arcs() : dropped(batch, draws);
  }

  private Arcs dropped(DenseBatch from, Draws by) {
    double rate = config.edgeDropout().rate();
    if (rate == 0) {
      return from.arcs();
    }
    // a weight that is a feature stays as it is
    boolean scaled =
        from.weighted() && config.values().flag("rescaleEdges") && !config.edgeFeatures();
    return from.arcs().dropped(mask(by, rate), scaled ? 1 / (1 - rate) : 1);
  }

  ModelConfig config() {
    return config;
  }

  Arcs arcs() {
    return arcs;
  }

  double meanLogDegree() {
    return batch.meanLogDegree();
  }

  boolean isLast(int layer) {
    return layer == config.layers() - 1;
  }

  Dense parameter(String name) {
    double[][] values = parameters.get(name);
    if (values == null) {
      throw new IllegalArgumentException("the model has no parameter " + name);
    }
    return Dense.over(values);
  }

  // ---- rows

  /** Features of batch and halo, dropped if the settings say so. */
  Dense input() {
    Dense x = batch.features();
    if (draws == null || config.dropout() == 0 || !config.dropInput()) {
      return x;
    }
    Dropout mask = mask(draws, config.dropout());
    return batch.sparse() ? x.droppedOfNonZeros(mask) : x.dropped(mask);
  }

  Dense dropped(Dense x) {
    return draws == null || config.dropout() == 0 ? x : x.dropped(mask(draws, config.dropout()));
  }

  private Dropout mask(Draws by, double rate) {
    return Dropout.of(by.seed, by.step, operations++, rate);
  }

  /** Rows of the batch. */
  Dense own(Dense x) {
    return x.head(batch.nodes());
  }

  /** What a hidden layer made of the batch, and what its history says of the halo. */
  Dense pull(int layer, Dense h) {
    return batch.outside().isEmpty() ? h : h.above(batch.outside().get(layer));
  }

  // ---- pieces of models

  Dense linear(String name, Dense x) {
    return x.times(parameter(name + ".weight")).plusRow(parameter(name + ".bias"));
  }

  /** Norm number {@code i} of those that the settings ask for. */
  Dense norms(int i, Dense h) {
    return layerNorm(i, config.batchNorm() ? batchNorm("bns." + i, h) : h);
  }

  Dense layerNorm(int i, Dense h) {
    return config.layerNorm() ? scaleAndShift("lns." + i, h.normalizedRows()) : h;
  }

  private Dense batchNorm(String name, Dense h) {
    if (draws != null) {
      return ownBatchNorm(name, h);
    }
    Dense mean = parameter(name + ".running_mean");
    return scaleAndShift(name, h.normalizedColumns(mean, parameter(name + ".running_var")));
  }

  /** A batch norm by the rows at hand, in an evaluation too. */
  Dense ownBatchNorm(String name, Dense h) {
    return scaleAndShift(name, h.normalizedColumns());
  }

  private Dense scaleAndShift(String name, Dense h) {
    return h.timesRow(parameter(name + ".weight")).plusRow(parameter(name + ".bias"));
  }

  /** Adds a layer's input where the settings and the widths say so. */
  Dense residual(Dense h, Dense in) {
    return config.residual() && h.cols() == in.cols() ? h.plus(own(in)) : h;
  }

  // ---- the noise regularizer

  /** Whether layers are regularized in this step. */
  boolean isNoisy() {
    return draws != null && config.noise() > 0;
  }

  /** The same plus normal noise. */
  Dense noisy(Dense x) {
    if (draws == null) {
      throw new IllegalStateException("there is no noise in an evaluation");
    }
    try (Matrix noise = Matrix.allocate(x.rows(), x.cols());
        PlainEngine engine = new PlainEngine()) {
      engine.normal(Dropout.key(draws.seed, draws.step, operations++), noise);
      return x.plus(Dense.of(noise).scaled(config.noise()));
    }
  }

  void regularize(double term) {
    regularizer += term;
  }

  double regularizer() {
    return regularizer;
  }
}
