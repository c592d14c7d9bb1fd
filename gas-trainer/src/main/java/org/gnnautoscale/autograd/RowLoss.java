package org.gnnautoscale.autograd;

/**
 * The loss of one row of logits, for {@link Tensor#loss}: a loss of one's own in a few lines.
 *
 * <pre>
 * RowLoss squared = (row, logits, gradient) -&gt; {
 *   double loss = 0;
 *   for (int c = 0; c &lt; logits.length; c++) {
 *     double error = logits[c] - target(row, c);
 *     loss += error * error;
 *     gradient[c] = (float) (2 * error);
 *   }
 *   return loss;
 * };
 * </pre>
 */
@FunctionalInterface
public interface RowLoss {

  /**
   * The loss of a row.
   *
   * @param row counted from 0 in the tensor
   * @param logits of that row; not to be kept
   * @param gradient to be overwritten with the derivative of the loss by each logit
   */
  double of(int row, float[] logits, float[] gradient);

  /**
   * Cross entropy of the softmax for one class a row: PyTorch's {@code CrossEntropyLoss(weight,
   * label_smoothing)} before its mean, and its focal form. Arrays are not copied.
   *
   * @param labels class of each row
   * @param weights factor of each class's term
   */
  static RowLoss crossEntropy(int[] labels, double[] weights, Shape shape) {
    return new SoftmaxLoss(labels, weights, shape);
  }

  /**
   * Mean over the labels of the cross entropy of the logistic function, each label yes or no:
   * PyTorch's {@code BCEWithLogitsLoss} before its mean over rows, and its focal form. Arrays are
   * not copied.
   *
   * @param ifSet factor of each label's term in rows that have it
   * @param ifNot factor of each label's term in rows that do not
   */
  static RowLoss bceWithLogits(Labels labels, double[] ifSet, double[] ifNot, Shape shape) {
    return new LogisticLoss(labels, ifSet, ifNot, shape);
  }

  /** Tells which labels rows have. */
  @FunctionalInterface
  interface Labels {

    /** Whether a row has a label. */
    boolean has(int row, int label);
  }

  /**
   * What makes a cross entropy another one: a focus on what is predicted badly, and targets that
   * are not quite sure. A target of probability p adds {@code -(1 - p)^gamma log p}.
   *
   * @param gamma of the focal loss (Lin et al., ICCV 2017), at least 0; 0: a plain cross entropy
   * @param smoothing share of a row's target that is spread evenly over all classes, or over yes
   *     and no; in [0, 1)
   */
  record Shape(double gamma, double smoothing) {

    /** A plain cross entropy. */
    public static final Shape PLAIN = new Shape(0, 0);

    /** Checks the ranges. */
    public Shape {
      if (!(gamma >= 0)) {
        throw new IllegalArgumentException("gamma must be at least 0, got " + gamma);
      }
      if (!(smoothing >= 0 && smoothing < 1)) {
        throw new IllegalArgumentException("smoothing must be in [0, 1), got " + smoothing);
      }
    }

    /** Loss of a target whose probability has this logarithm. */
    double of(double logP) {
      return gamma == 0 ? -logP : -Math.pow(-Math.expm1(logP), gamma) * logP;
    }

    /** Derivative of {@link #of} by {@code logP}. */
    double slope(double logP) {
      if (gamma == 0) {
        return -1;
      }
      double missing = -Math.expm1(logP);
      // log p / (1 - p) tends to -1 where p does to 1
      double ratio = missing == 0 ? -1 : logP / missing;
      return Math.pow(missing, gamma) * (gamma * Math.exp(logP) * ratio - 1);
    }
  }
}
