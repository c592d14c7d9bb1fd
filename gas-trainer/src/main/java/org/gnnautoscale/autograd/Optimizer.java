package org.gnnautoscale.autograd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gnnautoscale.engine.Engine;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Nd4jArrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Moves parameters along their gradients, by ND4J's updaters on the parameters' own memory.
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

  /** PyTorch's clip_grad_norm_ adds this to the norm it divides by. */
  private static final double CLIP_EPSILON = 1e-6;

  private final Engine engine;
  private final Parameters parameters;
  private final OptimizerConfig config;
  private final List<GroupUpdate> groups = new ArrayList<>();
  private double learningRate;
  private int steps;

  /** An optimizer that has taken no step. */
  public Optimizer(Engine engine, Parameters parameters, OptimizerConfig config) {
    this.engine = engine;
    this.parameters = parameters;
    this.config = config;
    this.learningRate = config.learningRate();
    for (Group group : Group.values()) {
      if (parameters.values(group).size() > 0) {
        groups.add(new GroupUpdate(group));
      }
    }
  }

  /**
   * Takes a step and clears the gradients.
   *
   * @return norm of all gradients together, before clipping and decay
   */
  public double step() {
    double norm = gradientNorm();
    double factor = config.gradNorm() / (norm + CLIP_EPSILON);
    for (GroupUpdate group : groups) {
      if (config.gradNorm() > 0 && factor < 1) {
        engine.scale((float) factor, group.gradients);
      }
      group.step();
    }
    steps++;
    parameters.clearGradients();
    return norm;
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
    for (GroupUpdate group : groups) {
      state.put(group.group.name().toLowerCase(Locale.ROOT), group.moments);
    }
    return state;
  }

  /** Goes on as if that many steps had been taken. */
  public void resumeAfter(int steps) {
    this.steps = steps;
  }

  /** Gives the moments' memory back. */
  @Override
  public void close() {
    groups.forEach(group -> group.moments.close());
  }

  private double gradientNorm() {
    double sum = 0;
    for (GroupUpdate group : groups) {
      sum += engine.squaredNorm(group.gradients);
    }
    return Math.sqrt(sum);
  }

  /** Values, gradients and moments of the parameters of one group, as long vectors. */
  private final class GroupUpdate {

    private final Group group;
    private final Matrix values;
    private final Matrix gradients;
    private final Matrix moments;
    private final INDArray update;
    private final UpdateRule rule;

    GroupUpdate(Group group) {
      this.group = group;
      this.values = parameters.values(group);
      this.gradients = parameters.gradients(group);
      this.moments = Matrix.allocate(UpdateRule.numMoments(config), values.cols());
      this.update = Nd4jArrays.over(gradients);
      this.rule = UpdateRule.of(config, moments);
    }

    void step() {
      float decay = (float) config.decay(group);
      if (decay > 0 && config.algorithm() == OptimizerConfig.Algorithm.ADAMW) {
        engine.scale((float) (1 - learningRate * decay), values);
      } else if (decay > 0) {
        engine.axpy(decay, values, gradients);
      }
      rule.apply(update, learningRate, steps);
      engine.axpy(-1, gradients, values);
    }
  }
}
