package org.gnnautoscale.engine;

/**
 * One step of an optimizer.
 *
 * @param rule of the step
 * @param learningRate step size
 * @param decay L2 decay of the values
 * @param momentum of {@link Rule#NESTEROV}
 * @param step counted from 1
 */
public record Update(Rule rule, double learningRate, double decay, double momentum, long step) {

  /** PyTorch's clip_grad_norm_ adds this to the norm it divides by. */
  private static final double CLIP_EPSILON = 1e-6;

  /** Decay rate of Adam's first moment. */
  static final double BETA_1 = 0.9;

  /** Decay rate of Adam's second moment. */
  static final double BETA_2 = 0.999;

  /** What Adam adds to the root of the second moment. */
  static final double EPSILON = 1e-8;

  /** How a gradient g moves a value x. */
  public enum Rule {
    /** Kingma and Ba, ICLR 2015; decay is added to the gradient. */
    ADAM(2),
    /** Adam with decay apart from the gradient (Loshchilov and Hutter, ICLR 2019). */
    ADAMW(2),
    /** x -= learningRate g. */
    SGD(0),
    /** v = momentum v - learningRate g; x += momentum v - learningRate g. */
    NESTEROV(1);

    private final int moments;

    Rule(int moments) {
      this.moments = moments;
    }

    /** How many values it keeps for each parameter. */
    public int moments() {
      return moments;
    }
  }

  /** By what gradients of that norm are multiplied, so that they have at most another one. */
  static double clipping(double norm, double mostNorm) {
    return Math.min(1, mostNorm / (norm + CLIP_EPSILON));
  }

  /** What values are multiplied by before they are moved. */
  double shrinkage() {
    return rule == Rule.ADAMW ? 1 - learningRate * decay : 1;
  }

  /** What times the value is added to the gradient. */
  double decayOfGradient() {
    return rule == Rule.ADAMW ? 0 : decay;
  }

  /** Adam's step size, divided by the bias of the first moment. */
  double adamRate() {
    return learningRate / (1 - Math.pow(BETA_1, (double) step));
  }

  /** 1 / root of the bias of Adam's second moment. */
  double adamScale() {
    return 1 / Math.sqrt(1 - Math.pow(BETA_2, (double) step));
  }
}
