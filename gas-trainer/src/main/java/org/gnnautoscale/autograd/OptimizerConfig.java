package org.gnnautoscale.autograd;

/**
 * How parameters are moved along their gradients.
 *
 * @param algorithm which rule
 * @param learningRate step size, above 0
 * @param weightDecay L2 decay of {@link Group#REGULARIZED}, at least 0
 * @param weightDecayRest L2 decay of {@link Group#REST}, at least 0
 * @param gradNorm largest norm of all gradients together; 0 = no limit
 */
public record OptimizerConfig(
    Algorithm algorithm,
    double learningRate,
    double weightDecay,
    double weightDecayRest,
    double gradNorm) {

  /** Rules of the optimizer. */
  public enum Algorithm {
    /** Kingma and Ba, ICLR 2015; decay is added to the gradient. */
    ADAM,
    /** Adam with decay apart from the gradient (Loshchilov and Hutter, ICLR 2019). */
    ADAMW,
    /** Plain gradient descent; decay is added to the gradient. */
    SGD
  }

  /** Checks the ranges. */
  public OptimizerConfig {
    requireAtLeastZero("learningRate", learningRate);
    requireAtLeastZero("weightDecay", weightDecay);
    requireAtLeastZero("weightDecayRest", weightDecayRest);
    requireAtLeastZero("gradNorm", gradNorm);
  }

  /** Decay of a group. */
  public double decay(Group group) {
    return group == Group.REGULARIZED ? weightDecay : weightDecayRest;
  }

  private static void requireAtLeastZero(String key, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(key + " must be at least 0, got " + value);
    }
  }
}
