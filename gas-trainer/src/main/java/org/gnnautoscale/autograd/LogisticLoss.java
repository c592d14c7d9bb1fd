package org.gnnautoscale.autograd;

/** {@link RowLoss#bceWithLogits}. */
final class LogisticLoss implements RowLoss {

  private final Labels labels;
  private final double[] ifSet;
  private final double[] ifNot;
  private final Shape shape;

  LogisticLoss(Labels labels, double[] ifSet, double[] ifNot, Shape shape) {
    this.labels = labels;
    this.ifSet = ifSet;
    this.ifNot = ifNot;
    this.shape = shape;
  }

  @Override
  public double of(int row, float[] logits, float[] gradient) {
    double sum = 0;
    int n = logits.length;
    for (int c = 0; c < n; c++) {
      boolean has = labels.has(row, c);
      double weight = (has ? ifSet[c] : ifNot[c]) / n;
      double yes = has ? 1 - shape.smoothing() / 2 : shape.smoothing() / 2;
      double logYes = logSigmoid(logits[c]);
      double logNo = logSigmoid(-logits[c]);
      sum += weight * (yes * shape.of(logYes) + (1 - yes) * shape.of(logNo));
      gradient[c] =
          (float)
              (weight
                  * (yes * shape.slope(logYes) * Math.exp(logNo)
                      - (1 - yes) * shape.slope(logNo) * Math.exp(logYes)));
    }
    return sum;
  }

  private static double logSigmoid(double z) {
    return Math.min(z, 0) - Math.log1p(Math.exp(-Math.abs(z)));
  }
}
