package org.gnnautoscale.autograd;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.engine.Update;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;

/**
 * Moves parameters along their gradients.
 *
 * <p>A step clips the norm of all gradients together, adds the decay of each group, and clears the
 * gradients afterwards. Numbers agree with PyTorch's optimizers of the same names; with a momentum,
 * those of its {@code SGD(nesterov=True)} as long as the learning rate stays the same (see {@link
 * OptimizerConfig#momentum}).
 *
 * <p>Owns the moments, float32 [k, n] for each group, k = 2 for Adam, 1 for a momentum and else 0,
 * until {@link #close}; borrows engine and parameters. Not thread-safe.
 */
public final class Optimizer implements AutoCloseable {

  private final Engine engine;
  private final Parameters parameters;
  private final OptimizerConfig config;
  private final Map<Group, Matrix> moments = new LinkedHashMap<>();
  private double learningRate;
  private int steps;

  /** An optimizer that has taken no step. */
  public Optimizer(Engine engine, Parameters parameters, OptimizerConfig config) {
    this.engine = engine;
    this.parameters = parameters;
    this.config = config;
    this.learningRate = config.learningRate();
    try {
      allocate();
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void allocate() {
    for (Group group : Group.values()) {
      Matrix values = parameters.values(group);
      if (values.size() > 0) {
        moments.put(group, engine.matrix(config.rule().moments(), values.cols()));
      }
    }
  }

  /** Takes a step and clears the gradients. */
  public void step() {
    if (config.gradNorm() > 0) {
      engine.clip(moments.keySet().stream().map(parameters::gradients).toList(), config.gradNorm());
    }
    steps++;
    moments.forEach(
        (group, kept) ->
            engine.update(
                parameters.values(group),
                parameters.gradients(group),
                kept,
                new Update(
                    config.rule(), learningRate, config.decay(group), config.momentum(), steps)));
  }

  /** Changes the step size from the next step on. */
  public void learningRate(double rate) {
    this.learningRate = rate;
  }

  /** Step size of the next step. */
  public double learningRate() {
    return learningRate;
  }

  /** Steps taken. */
  public int steps() {
    return steps;
  }

  /**
   * Moments by group, for a checkpoint: {@code regularized}, {@code rest}. Overwrite their values
   * and call {@link #resumeAfter} to go on from one.
   */
  public Map<String, Matrix> state() {
    Map<String, Matrix> state = new LinkedHashMap<>();
    moments.forEach((group, kept) -> state.put(group.name().toLowerCase(Locale.ROOT), kept));
    return state;
  }

  /** Goes on as if that many steps had been taken. */
  public void resumeAfter(int steps) {
    this.steps = steps;
  }

  /** Norm of all gradients together, before clipping and decay. */
  public double gradientNorm() {
    try (Workspace workspace = engine.workspace()) {
      Accumulator sum = workspace.accumulator();
      for (Group group : moments.keySet()) {
        engine.squaredNorm(parameters.gradients(group), sum);
      }
      return Math.sqrt(sum.value());
    }
  }

  /** Gives the moments' memory back. */
  @Override
  public void close() {
    moments.values().forEach(Matrix::close);
  }
}
