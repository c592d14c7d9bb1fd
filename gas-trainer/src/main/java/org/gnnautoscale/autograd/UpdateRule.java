package org.gnnautoscale.autograd;

import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Nd4jArrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.SgdUpdater;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** One of ND4J's updaters: turns gradients into what is subtracted from the values. */
interface UpdateRule {

  /**
   * Replaces gradients by what is subtracted.
   *
   * @param gradients [1, n]
   * @param step counted from 0
   */
  void apply(INDArray gradients, double learningRate, int step);

  /** How many values the rule keeps for each parameter. */
  static int numMoments(OptimizerConfig config) {
    return switch (config.algorithm()) {
      case ADAM, ADAMW -> 2;
      case SGD -> config.momentum() > 0 ? 1 : 0;
    };
  }

  /**
   * The rule of a configuration.
   *
   * @param moments [numMoments, n] of zeros, borrowed: what the rule keeps
   */
  static UpdateRule of(OptimizerConfig config, Matrix moments) {
    return switch (config.algorithm()) {
      case ADAM, ADAMW -> adam(moments);
      case SGD -> config.momentum() > 0 ? nesterov(config.momentum(), moments) : sgd();
    };
  }

  private static UpdateRule adam(Matrix moments) {
    double beta1 = 0.9;
    double beta2 = 0.999;
    double epsilon = 1e-8;
    AdamUpdater adam = new AdamUpdater(new Adam(1, beta1, beta2, epsilon));
    INDArray state =
        Nd4jArrays.over(Matrix.over(moments.segment(), 1, Math.multiplyExact(2, moments.cols())));
    adam.setStateViewArray(state, new long[] {1, moments.cols()}, 'c', true);
    return (gradients, learningRate, step) -> {
      adam.getConfig().setLearningRate(learningRate);
      // ND4J adds epsilon to the root of the biased moment, PyTorch to that of the unbiased one
      adam.getConfig().setEpsilon(epsilon * Math.sqrt(1 - Math.pow(beta2, step + 1.0)));
      adam.applyUpdater(gradients, step, 0);
    };
  }

  private static UpdateRule nesterov(double momentum, Matrix moments) {
    NesterovsUpdater nesterov = new NesterovsUpdater(new Nesterovs(1, momentum));
    INDArray state = Nd4jArrays.over(moments);
    nesterov.setStateViewArray(state, new long[] {1, moments.cols()}, 'c', true);
    return (gradients, learningRate, step) -> {
      nesterov.getConfig().setLearningRate(learningRate);
      nesterov.applyUpdater(gradients, step, 0);
    };
  }

  private static UpdateRule sgd() {
    SgdUpdater sgd = new SgdUpdater(new Sgd(1));
    return (gradients, learningRate, step) -> {
      sgd.getConfig().setLearningRate(learningRate);
      sgd.applyUpdater(gradients, step, 0);
    };
  }
}
