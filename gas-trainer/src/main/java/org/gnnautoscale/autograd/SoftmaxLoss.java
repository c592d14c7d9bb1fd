package org.gnnautoscale.autograd;

/** {@link RowLoss#crossEntropy}. Not thread-safe: keeps a row's numbers. */
final class SoftmaxLoss implements RowLoss {

  private final int[] labels;
  private final double[] weights;
  private final Shape shape;
  private final double[] logP;
  private final double[] slopes;

  SoftmaxLoss(int[] labels, double[] weights, Shape shape) {
    this.labels = labels;
    this.weights = weights;
    this.shape = shape;
    this.logP = new double[weights.length];
    this.slopes = new double[weights.length];
  }

  @Override
  public double of(int row, float[] logits, float[] gradient) {
    logSoftmax(logits);
    double loss = 0;
    double sum = 0;
    for (int c = 0; c < logP.length; c++) {
      double share = weights[c] * target(row, c);
      if (share != 0) {
        loss += share * shape.of(logP[c]);
      }
      slopes[c] = share == 0 ? 0 : share * shape.slope(logP[c]);
      sum += slopes[c];
    }
    for (int c = 0; c < logP.length; c++) {
      gradient[c] = (float) (slopes[c] - Math.exp(logP[c]) * sum);
    }
    return loss;
  }

  private double target(int row, int c) {
    double even = shape.smoothing() / logP.length;
    return labels[row] == c ? 1 - shape.smoothing() + even : even;
  }

  private void logSoftmax(float[] logits) {
    double most = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - most);
    }
    double normalizer = most + Math.log(sum);
    for (int c = 0; c < logP.length; c++) {
      logP[c] = logits[c] - normalizer;
    }
  }
}
