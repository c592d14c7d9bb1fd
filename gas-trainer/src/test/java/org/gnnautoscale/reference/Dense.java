package org.gnnautoscale.reference;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.memory.Matrix;

/**
 * A matrix of doubles with the operations that layers are made of: slow, and right to look at.
 *
 * <p>What an engine computes is measured against it, so it shares nothing with one. Operations
 * leave it as it is and return a new one.
 */
public final class Dense {

  /** Added to variances in norms. */
  private static final double EPSILON = 1e-5;

  private final double[][] v;
  private final int cols;

  private Dense(double[][] v, int cols) {
    this.v = v;
    this.cols = cols;
  }

  /** A value by its place. */
  @FunctionalInterface
  interface Cell {
    double at(int r, int c);
  }

  static Dense of(int rows, int cols, Cell cell) {
    double[][] v = new double[rows][cols];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        v[r][c] = cell.at(r, c);
      }
    }
    return new Dense(v, cols);
  }

  /** A copy of a matrix. */
  public static Dense of(Matrix m) {
    return of((int) m.rows(), m.cols(), m::get);
  }

  /** A copy of rows of one length. */
  public static Dense of(float[][] rows) {
    return of(rows.length, rows[0].length, (r, c) -> rows[r][c]);
  }

  /** A view of rows of one length. */
  public static Dense over(double[][] rows) {
    return new Dense(rows, rows[0].length);
  }

  /** Number of rows. */
  public int rows() {
    return v.length;
  }

  /** Width of a row. */
  public int cols() {
    return cols;
  }

  /** A value. */
  public double at(int r, int c) {
    return v[r][c];
  }

  /** The values, not copied. */
  public double[][] values() {
    return v;
  }

  // ---- value by value

  /** A function of each value. */
  public Dense map(DoubleUnaryOperator f) {
    return of(rows(), cols, (r, c) -> f.applyAsDouble(v[r][c]));
  }

  /** What is above 0. */
  public Dense relu() {
    return map(x -> Math.max(x, 0));
  }

  /** x above 0, exp(x) - 1 below. */
  public Dense elu() {
    return map(x -> x > 0 ? x : Math.exp(x) - 1);
  }

  /** Each value times a factor. */
  public Dense scaled(double factor) {
    return map(x -> factor * x);
  }

  /** A sum. */
  public Dense plus(Dense other) {
    return of(rows(), cols, (r, c) -> v[r][c] + other.v[r][c]);
  }

  /** A difference. */
  public Dense minus(Dense other) {
    return plus(other.scaled(-1));
  }

  /** A product, value by value. */
  public Dense multiplied(Dense other) {
    return of(rows(), cols, (r, c) -> v[r][c] * other.v[r][c]);
  }

  /** What a dropout leaves, divided by 1 - rate. */
  public Dense dropped(Dropout d) {
    return of(rows(), cols, (r, c) -> d.keeps(r, c, cols) ? v[r][c] / (1 - d.rate()) : 0);
  }

  /** The same where the mask's column is the position among the values of a row that are not 0. */
  public Dense droppedOfNonZeros(Dropout d) {
    double[][] kept = new double[rows()][cols];
    for (int r = 0; r < rows(); r++) {
      int position = 0;
      for (int c = 0; c < cols; c++) {
        if (v[r][c] != 0) {
          kept[r][c] = d.keeps(r, position++) ? v[r][c] / (1 - d.rate()) : 0;
        }
      }
    }
    return new Dense(kept, cols);
  }

  // ---- rows and columns

  /** The first rows. */
  public Dense head(int n) {
    return of(n, cols, (r, c) -> v[r][c]);
  }

  /** Some rows. */
  public Dense rows(long[] which, int count) {
    return of(count, cols, (r, c) -> v[(int) which[r]][c]);
  }

  /** This on top of another. */
  public Dense above(Dense other) {
    int n = rows();
    return of(n + other.rows(), cols, (r, c) -> r < n ? v[r][c] : other.v[r - n][c]);
  }

  /** This to the left of another. */
  public Dense beside(Dense other) {
    return of(rows(), cols + other.cols, (r, c) -> c < cols ? v[r][c] : other.v[r][c - cols]);
  }

  /** Each row plus a row. */
  public Dense plusRow(Dense row) {
    return of(rows(), cols, (r, c) -> v[r][c] + row.v[0][c]);
  }

  /** Each row times a row, value by value. */
  public Dense timesRow(Dense row) {
    return of(rows(), cols, (r, c) -> v[r][c] * row.v[0][c]);
  }

  /** Each row times a factor of its own. */
  public Dense scaledRows(double[] factors) {
    return of(rows(), cols, (r, c) -> factors[r] * v[r][c]);
  }

  /** Sum over rows of their Euclidean norms. */
  public double sumOfNorms() {
    return Arrays.stream(v)
        .mapToDouble(row -> Math.sqrt(Arrays.stream(row).map(x -> x * x).sum()))
        .sum();
  }

  // ---- products

  /** The product of two matrices. */
  public Dense times(Dense w) {
    double[][] out = new double[rows()][w.cols];
    for (int r = 0; r < rows(); r++) {
      for (int k = 0; k < cols; k++) {
        for (int c = 0; c < w.cols; c++) {
          out[r][c] += v[r][k] * w.v[k][c];
        }
      }
    }
    return new Dense(out, w.cols);
  }

  /** For each head, whose columns stand together, their product with those of a row. */
  public Dense headProducts(Dense row, int heads) {
    int width = cols / heads;
    double[][] out = new double[rows()][heads];
    for (int r = 0; r < rows(); r++) {
      for (int c = 0; c < cols; c++) {
        out[r][c / width] += v[r][c] * row.v[0][c];
      }
    }
    return new Dense(out, heads);
  }

  /** The mean over heads. */
  public Dense meanOfHeads(int heads) {
    int width = cols / heads;
    double[][] out = new double[rows()][width];
    for (int r = 0; r < rows(); r++) {
      for (int c = 0; c < cols; c++) {
        out[r][c % width] += v[r][c] / heads;
      }
    }
    return new Dense(out, width);
  }

  // ---- norms

  /** Columns minus their means, over their standard deviations. */
  public Dense normalizedColumns() {
    return transposed().normalizedRows().transposed();
  }

  /** Columns minus given means, over the roots of given variances. */
  public Dense normalizedColumns(Dense mean, Dense variance) {
    return plusRow(mean.scaled(-1)).timesRow(variance.map(x -> 1 / Math.sqrt(x + EPSILON)));
  }

  /** Rows minus their means, over their standard deviations. */
  public Dense normalizedRows() {
    double[][] out = new double[rows()][];
    for (int r = 0; r < rows(); r++) {
      double mean = Arrays.stream(v[r]).sum() / cols;
      double variance = Arrays.stream(v[r]).map(x -> (x - mean) * (x - mean)).sum() / cols;
      out[r] = Arrays.stream(v[r]).map(x -> (x - mean) / Math.sqrt(variance + EPSILON)).toArray();
    }
    return new Dense(out, cols);
  }

  private Dense transposed() {
    return of(cols, rows(), (r, c) -> v[c][r]);
  }

  // ---- losses

  /** Cross entropy of the softmax, over some rows. */
  public double crossEntropy(int[] labels, int[] counted, double scale) {
    double loss = 0;
    for (int r : counted) {
      double most = Arrays.stream(v[r]).max().orElseThrow();
      double sum = Arrays.stream(v[r]).map(z -> Math.exp(z - most)).sum();
      loss += most + Math.log(sum) - v[r][labels[r]];
    }
    return scale * loss;
  }

  /** Binary cross entropy of the logistic function, over some rows and all columns. */
  public double binaryCrossEntropy(Dense labels, int[] counted, double scale) {
    double loss = 0;
    for (int r : counted) {
      for (int c = 0; c < cols; c++) {
        double share = 1 / (1 + Math.exp(-v[r][c]));
        loss -= Math.log(labels.v[r][c] > 0 ? share : 1 - share);
      }
    }
    return scale * loss;
  }
}
