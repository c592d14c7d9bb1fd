package org.gnnautoscale.dataset.raw;

/** Mean and standard deviation of each column of dense features. */
final class Columns {

  private final double[] mean;
  private final double[] std;

  private Columns(double[] mean, double[] std) {
    this.mean = mean;
    this.std = std;
  }

  /**
   * Of all nodes, in two passes, so that a large mean costs no digits of the deviation; as
   * distances from the first row, so that the deviation of equal values is 0 to the last bit.
   */
  static Columns of(NodeFeatures features, int nodes) {
    double[] mean = first(features, nodes);
    double[] start = mean.clone();
    for (int node = 0; node < nodes; node++) {
      float[] row = features.values(node);
      for (int c = 0; c < mean.length; c++) {
        mean[c] += (row[c] - start[c]) / nodes;
      }
    }
    double[] std = new double[mean.length];
    for (int node = 0; node < nodes; node++) {
      float[] row = features.values(node);
      for (int c = 0; c < mean.length; c++) {
        double apart = row[c] - mean[c];
        std[c] += apart * apart / nodes;
      }
    }
    for (int c = 0; c < std.length; c++) {
      std[c] = Math.sqrt(std[c]);
    }
    return new Columns(mean, std);
  }

  private static double[] first(NodeFeatures features, int nodes) {
    double[] row = new double[features.width()];
    for (int c = 0; c < row.length && nodes > 0; c++) {
      row[c] = features.values(0)[c];
    }
    return row;
  }

  /** A row with mean 0 and deviation 1 in each column; a column of equal values becomes 0. */
  float[] standardized(float[] row) {
    float[] values = new float[row.length];
    for (int c = 0; c < row.length; c++) {
      values[c] = std[c] == 0 ? 0 : (float) ((row[c] - mean[c]) / std[c]);
    }
    return values;
  }
}
