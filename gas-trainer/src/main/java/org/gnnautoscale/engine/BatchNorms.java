package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;

/** Batch normalization as a line through the values of each column. */
final class BatchNorms {

  private BatchNorms() {}

  /** out = x factor + shift. */
  static void forward(Normalization norm, Matrix factor, Matrix shift) {
    for (int c = 0; c < factor.cols(); c++) {
      double slope = norm.scale().get(0, c) * inverseDeviation(norm, c);
      factor.set(0, c, (float) slope);
      shift.set(0, c, (float) (norm.shift().get(0, c) - slope * norm.mean().get(0, c)));
    }
  }

  static double inverseDeviation(Normalization norm, int col) {
    return 1 / Math.sqrt((double) norm.variance().get(0, col) + norm.epsilon());
  }

  /** Sums over the rows of the gradient, and of its product with the centered input. */
  static final class Sums {

    private final Normalization norm;
    private final double[] gradient;
    private final double[] product;

    Sums(Normalization norm, double[] gradient, double[] product) {
      this.norm = norm;
      this.gradient = gradient;
      this.product = product;
    }

    void addTo(NormGradients gradients) {
      Reductions.addTo(gradients.shift(), gradient);
      double[] normalized = product.clone();
      for (int c = 0; c < normalized.length; c++) {
        normalized[c] *= inverseDeviation(norm, c);
      }
      Reductions.addTo(gradients.scale(), normalized);
    }

    /** Gradient of the input = that of the output, the input and 1, times these factors. */
    Columns.Coefficients coefficients(long rows, Matrix into) {
      for (int c = 0; c < into.cols(); c++) {
        double inverse = inverseDeviation(norm, c);
        double slope = norm.scale().get(0, c) * inverse;
        double perInput = -slope * product[c] * inverse * inverse / rows;
        into.set(0, c, (float) slope);
        into.set(1, c, (float) perInput);
        into.set(2, c, (float) (-slope * gradient[c] / rows - perInput * norm.mean().get(0, c)));
      }
      return new Columns.Coefficients(into.address(), into.row(1).address(), into.row(2).address());
    }
  }
}
