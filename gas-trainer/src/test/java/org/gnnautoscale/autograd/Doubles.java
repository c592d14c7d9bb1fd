package org.gnnautoscale.autograd;

import java.util.function.DoubleUnaryOperator;
import org.gnnautoscale.engine.Adjacency;
import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.memory.Matrix;

/** The forward passes once more, in double precision, from their formulas: for gradient checks. */
final class Doubles {

  final double[][] v;

  private Doubles(double[][] v) {
    this.v = v;
  }

  static Doubles of(Matrix m) {
    double[][] v = new double[(int) m.rows()][m.cols()];
    for (int r = 0; r < v.length; r++) {
      for (int c = 0; c < m.cols(); c++) {
        v[r][c] = m.get(r, c);
      }
    }
    return new Doubles(v);
  }

  static Doubles of(Parameter p) {
    return of(p.value());
  }

  private interface Cell {
    double at(int r, int c);
  }

  private static Doubles make(int rows, int cols, Cell cell) {
    double[][] v = new double[rows][cols];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < cols; c++) {
        v[r][c] = cell.at(r, c);
      }
    }
    return new Doubles(v);
  }

  private int rows() {
    return v.length;
  }

  private int cols() {
    return v[0].length;
  }

  Doubles matmul(Doubles w) {
    return make(
        rows(),
        w.cols(),
        (r, c) -> {
          double sum = 0;
          for (int k = 0; k < cols(); k++) {
            sum += v[r][k] * w.v[k][c];
          }
          return sum;
        });
  }

  Doubles addBias(Doubles b) {
    return make(rows(), cols(), (r, c) -> v[r][c] + b.v[0][c]);
  }

  Doubles add(Doubles other) {
    return make(rows(), cols(), (r, c) -> v[r][c] + other.v[r][c]);
  }

  Doubles relu() {
    return make(rows(), cols(), (r, c) -> Math.max(0, v[r][c]));
  }

  Doubles head(int n) {
    return make(n, cols(), (r, c) -> v[r][c]);
  }

  Doubles dropout(Dropout d) {
    return make(rows(), cols(), (r, c) -> d.keeps(r, c) ? v[r][c] / (1 - d.rate()) : 0);
  }

  Doubles pull(Matrix history, long[] halo) {
    int n = rows();
    return make(n + halo.length, cols(), (r, c) -> r < n ? v[r][c] : history.get(halo[r - n], c));
  }

  Doubles aggregate(Adjacency a) {
    double[][] out = new double[a.numRows()][cols()];
    for (int r = 0; r < a.numRows(); r++) {
      for (int e = a.rowPtr()[r]; e < a.rowPtr()[r + 1]; e++) {
        for (int c = 0; c < cols(); c++) {
          out[r][c] += (a.weight() == null ? 1 : a.weight()[e]) * v[a.col()[e]][c];
        }
      }
    }
    return new Doubles(out);
  }

  Doubles transpose() {
    return make(cols(), rows(), (r, c) -> v[c][r]);
  }

  /** Every row minus its mean, over its standard deviation. */
  Doubles normalizedRows() {
    double[][] out = new double[rows()][];
    for (int r = 0; r < rows(); r++) {
      double mean = mean(r, x -> x);
      double deviation = Math.sqrt(mean(r, x -> (x - mean) * (x - mean)) + 1e-5);
      double[] row = v[r];
      out[r] = new double[cols()];
      for (int c = 0; c < cols(); c++) {
        out[r][c] = (row[c] - mean) / deviation;
      }
    }
    return new Doubles(out);
  }

  Doubles scaleAndShift(Doubles scale, Doubles shift) {
    return make(rows(), cols(), (r, c) -> v[r][c] * scale.v[0][c] + shift.v[0][c]);
  }

  private double mean(int row, DoubleUnaryOperator of) {
    double sum = 0;
    for (double x : v[row]) {
      sum += of.applyAsDouble(x);
    }
    return sum / cols();
  }

  double crossEntropy(int[] labels, int[] counted, double scale) {
    double loss = 0;
    for (int r : counted) {
      double sum = 0;
      for (double z : v[r]) {
        sum += Math.exp(z);
      }
      loss -= Math.log(Math.exp(v[r][labels[r]]) / sum);
    }
    return scale * loss;
  }

  double binaryCrossEntropy(Matrix labels, int[] counted, double scale) {
    double loss = 0;
    for (int r : counted) {
      for (int c = 0; c < cols(); c++) {
        double share = 1 / (1 + Math.exp(-v[r][c]));
        loss -= Math.log(labels.get(r, c) > 0 ? share : 1 - share);
      }
    }
    return scale * loss;
  }
}
