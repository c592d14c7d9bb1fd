package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;

/** Normalization of {@link PlainEngine}. */
final class PlainNorms {

  private PlainNorms() {}

  static void columnMoments(Matrix x, Matrix mean, Matrix variance) {
    for (int c = 0; c < x.cols(); c++) {
      double sum = 0;
      for (int r = 0; r < x.rows(); r++) {
        sum += x.get(r, c);
      }
      double center = sum / x.rows();
      double squares = 0;
      for (int r = 0; r < x.rows(); r++) {
        squares += (x.get(r, c) - center) * (x.get(r, c) - center);
      }
      mean.set(0, c, (float) center);
      variance.set(0, c, (float) (squares / x.rows()));
    }
  }

  static void batchNorm(Matrix x, Normalization norm, Matrix out) {
    for (int c = 0; c < x.cols(); c++) {
      double deviation = deviation(norm.variance().get(0, c), norm);
      for (int r = 0; r < x.rows(); r++) {
        double normal = (x.get(r, c) - norm.mean().get(0, c)) / deviation;
        out.set(r, c, (float) (normal * norm.scale().get(0, c) + norm.shift().get(0, c)));
      }
    }
  }

  static void batchNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    for (int c = 0; c < x.cols(); c++) {
      double mean = norm.mean().get(0, c);
      double deviation = deviation(norm.variance().get(0, c), norm);
      double sum = 0;
      double dot = 0;
      for (int r = 0; r < x.rows(); r++) {
        sum += outGradient.get(r, c);
        dot += outGradient.get(r, c) * (x.get(r, c) - mean) / deviation;
      }
      PlainEngine.put(gradients.shift(), 0, c, sum, Write.ADD);
      PlainEngine.put(gradients.scale(), 0, c, dot, Write.ADD);
      for (int r = 0; gradients.x() != null && r < x.rows(); r++) {
        double normal = (x.get(r, c) - mean) / deviation;
        double centered = outGradient.get(r, c) - (sum + normal * dot) / x.rows();
        PlainEngine.put(gradients.x(), r, c, centered * norm.scale().get(0, c) / deviation, write);
      }
    }
  }

  static void layerNorm(Matrix x, Normalization norm, Matrix out) {
    for (int r = 0; r < x.rows(); r++) {
      double mean = rowMean(x, r);
      double deviation = deviation(rowVariance(x, r, mean), norm);
      for (int c = 0; c < x.cols(); c++) {
        double normal = (x.get(r, c) - mean) / deviation;
        out.set(r, c, (float) (normal * norm.scale().get(0, c) + norm.shift().get(0, c)));
      }
    }
  }

  static void layerNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    for (int r = 0; r < x.rows(); r++) {
      double mean = rowMean(x, r);
      double deviation = deviation(rowVariance(x, r, mean), norm);
      double sum = 0;
      double dot = 0;
      for (int c = 0; c < x.cols(); c++) {
        double g = outGradient.get(r, c);
        double normal = (x.get(r, c) - mean) / deviation;
        sum += g * norm.scale().get(0, c);
        dot += g * norm.scale().get(0, c) * normal;
        PlainEngine.put(gradients.shift(), 0, c, g, Write.ADD);
        PlainEngine.put(gradients.scale(), 0, c, g * normal, Write.ADD);
      }
      for (int c = 0; gradients.x() != null && c < x.cols(); c++) {
        double normal = (x.get(r, c) - mean) / deviation;
        double g = outGradient.get(r, c) * norm.scale().get(0, c);
        PlainEngine.put(
            gradients.x(), r, c, (g - (sum + normal * dot) / x.cols()) / deviation, write);
      }
    }
  }

  private static double deviation(double variance, Normalization norm) {
    return Math.sqrt(variance + norm.epsilon());
  }

  private static double rowMean(Matrix x, int row) {
    double sum = 0;
    for (int c = 0; c < x.cols(); c++) {
      sum += x.get(row, c);
    }
    return sum / x.cols();
  }

  private static double rowVariance(Matrix x, int row, double mean) {
    double sum = 0;
    for (int c = 0; c < x.cols(); c++) {
      sum += (x.get(row, c) - mean) * (x.get(row, c) - mean);
    }
    return sum / x.cols();
  }
}
