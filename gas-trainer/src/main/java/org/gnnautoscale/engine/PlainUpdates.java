package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;

/** The optimizer's step of {@link PlainEngine}, value by value in double precision. */
final class PlainUpdates {

  private PlainUpdates() {}

  static void move(Matrix values, Matrix gradients, Matrix moments, Update update) {
    for (int i = 0; i < values.cols(); i++) {
      double x = values.get(0, i);
      double g = gradients.get(0, i) + update.decayOfGradient() * x;
      double by =
          switch (update.rule()) {
            case ADAM, ADAMW -> adam(moments, i, g, update);
            case SGD -> -update.learningRate() * g;
            case NESTEROV -> nesterov(moments, i, g, update);
          };
      values.set(0, i, (float) (update.shrinkage() * x + by));
      gradients.set(0, i, 0);
    }
  }

  private static double adam(Matrix moments, int i, double g, Update update) {
    double m = Update.BETA_1 * moments.get(0, i) + (1 - Update.BETA_1) * g;
    double v = Update.BETA_2 * moments.get(1, i) + (1 - Update.BETA_2) * g * g;
    moments.set(0, i, (float) m);
    moments.set(1, i, (float) v);
    return -update.adamRate() * m / (Math.sqrt(v) * update.adamScale() + Update.EPSILON);
  }

  private static double nesterov(Matrix moments, int i, double g, Update update) {
    double step = -update.learningRate() * g;
    double v = update.momentum() * moments.get(0, i) + step;
    moments.set(0, i, (float) v);
    return update.momentum() * v + step;
  }
}
