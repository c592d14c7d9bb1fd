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

  /**
   * Moves values {@code from} up to but without {@code to}, and clears their gradients.
   *
   * <p>A loop for each rule: a vector that a function is given, or gives back, becomes an object.
   */
  void move(long from, long to) {
    switch (update.rule()) {
      case ADAM, ADAMW -> adam(from, to);
      case SGD -> sgd(from, to);
      case NESTEROV -> nesterov(from, to);
    }
  }

  private void adam(long from, long to) {
    float decay = (float) update.decayOfGradient();
    float shrinkage = (float) update.shrinkage();
    float rate = (float) -update.adamRate();
    float scale = (float) update.adamScale();
    for (long i = from; i < to; i += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(i, to);
      FloatVector x = Simd.load(values + 4 * i);
      FloatVector g = Simd.load(gradients + 4 * i).add(x.mul(decay));
      FloatVector m = Simd.load(first + 4 * i).mul((float) Update.BETA_1);
      m = m.add(g.mul((float) (1 - Update.BETA_1)));
      FloatVector v = Simd.load(second + 4 * i).mul((float) Update.BETA_2);
      v = v.add(g.mul(g).mul((float) (1 - Update.BETA_2)));
      FloatVector root = v.lanewise(VectorOperators.SQRT).mul(scale).add((float) Update.EPSILON);
      Simd.store(m, first + 4 * i, lanes);
      Simd.store(v, second + 4 * i, lanes);
      Simd.store(x.mul(shrinkage).add(m.div(root).mul(rate)), values + 4 * i, lanes);
      Simd.store(Simd.zero(), gradients + 4 * i, lanes);
    }
  }

  private void sgd(long from, long to) {
    float decay = (float) update.decayOfGradient();
    float rate = (float) -update.learningRate();
    for (long i = from; i < to; i += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(i, to);
      FloatVector x = Simd.load(values + 4 * i);
      FloatVector g = Simd.load(gradients + 4 * i).add(x.mul(decay));
      Simd.store(x.add(g.mul(rate)), values + 4 * i, lanes);
      Simd.store(Simd.zero(), gradients + 4 * i, lanes);
    }
  }

  private void nesterov(long from, long to) {
    float decay = (float) update.decayOfGradient();
    float rate = (float) -update.learningRate();
    float momentum = (float) update.momentum();
    for (long i = from; i < to; i += Simd.LANES) {
      VectorMask<Float> lanes = Simd.FLOATS.indexInRange(i, to);
      FloatVector x = Simd.load(values + 4 * i);
      FloatVector step = Simd.load(gradients + 4 * i).add(x.mul(decay)).mul(rate);
      FloatVector v = Simd.load(first + 4 * i).mul(momentum).add(step);
      Simd.store(v, first + 4 * i, lanes);
      Simd.store(x.add(v.mul(momentum).add(step)), values + 4 * i, lanes);
      Simd.store(Simd.zero(), gradients + 4 * i, lanes);
    }
  }
}
