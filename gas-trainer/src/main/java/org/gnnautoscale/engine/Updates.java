package org.gnnautoscale.engine;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import org.gnnautoscale.memory.Matrix;

/** An optimizer's step in one pass over values, gradients and moments. */
final class Updates {

  private final Update update;
  private final long values;
  private final long gradients;
  private final long first;
  private final long second;

  Updates(Update update, Matrix values, Matrix gradients, Matrix moments) {
    this.update = update;
    this.values = values.address();
    this.gradients = gradients.address();
    this.first = moments.address();
    this.second = first + 4L * moments.cols();
  }

  /** Moves values {@code from} up to but without {@code to}, and clears their gradients. */
  void move(long from, long to) {
    Step step =
        switch (update.rule()) {
          case ADAM, ADAMW -> adam();
          case SGD -> sgd();
          case NESTEROV -> nesterov();
        };
    FloatVector decay = Simd.broadcast((float) update.decayOfGradient());
    FloatVector shrinkage = Simd.broadcast((float) update.shrinkage());
    for (long i = from; i < to; i += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(i, to);
      FloatVector x = Simd.load(values + 4 * i, lanes);
      FloatVector g = Simd.load(gradients + 4 * i, lanes).add(x.mul(decay));
      FloatVector moved = x.mul(shrinkage).add(step.of(g, 4 * i, lanes));
      Simd.store(moved, values + 4 * i, lanes);
      Simd.store(Simd.zero(), gradients + 4 * i, lanes);
    }
  }

  /** What is added to values; {@code at} bytes behind the first ones. */
  @FunctionalInterface
  private interface Step {
    FloatVector of(FloatVector gradient, long at, VectorMask<Float> lanes);
  }

  private Step adam() {
    FloatVector keep1 = Simd.broadcast((float) Update.BETA_1);
    FloatVector take1 = Simd.broadcast((float) (1 - Update.BETA_1));
    FloatVector keep2 = Simd.broadcast((float) Update.BETA_2);
    FloatVector take2 = Simd.broadcast((float) (1 - Update.BETA_2));
    FloatVector rate = Simd.broadcast((float) -update.adamRate());
    FloatVector scale = Simd.broadcast((float) update.adamScale());
    FloatVector epsilon = Simd.broadcast((float) Update.EPSILON);
    return (g, at, lanes) -> {
      FloatVector m = Simd.load(first + at, lanes).mul(keep1).add(g.mul(take1));
      FloatVector v = Simd.load(second + at, lanes).mul(keep2).add(g.mul(g).mul(take2));
      Simd.store(m, first + at, lanes);
      Simd.store(v, second + at, lanes);
      FloatVector root = v.lanewise(VectorOperators.SQRT).mul(scale).add(epsilon);
      return m.div(root).mul(rate);
    };
  }

  private Step sgd() {
    FloatVector rate = Simd.broadcast((float) -update.learningRate());
    return (g, at, lanes) -> g.mul(rate);
  }

  private Step nesterov() {
    FloatVector rate = Simd.broadcast((float) -update.learningRate());
    FloatVector momentum = Simd.broadcast((float) update.momentum());
    return (g, at, lanes) -> {
      FloatVector step = g.mul(rate);
      FloatVector v = Simd.load(first + at, lanes).mul(momentum).add(step);
      Simd.store(v, first + at, lanes);
      return v.mul(momentum).add(step);
    };
  }
}
