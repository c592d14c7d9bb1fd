package org.gnnautoscale.engine;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.gnnautoscale.memory.Accumulator;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Every operation as the loop that a textbook has: slow, and right to look at. Sums are in double
 * precision, so that another engine can be measured against them.
 */
public final class PlainEngine implements Engine {

  @Override
  public Workspace workspace() {
    return new Workspace();
  }

  @Override
  public Matrix matrix(long rows, int cols) {
    return Matrix.allocate(rows, cols);
  }

  @Override
  public void clear(Matrix x) {
    x.fill(0);
  }

  @Override
  public void column(IntToDoubleFunction value, Matrix x) {
    x.requireShape(x.rows(), 1);
    for (int r = 0; r < x.rows(); r++) {
      x.set(r, 0, (float) value.applyAsDouble(r));
    }
  }

  @Override
  public void product(Matrix a, Matrix b, Matrix out, Write write) {
    Shapes.product(a, b, out);
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < out.cols(); j++) {
        double sum = 0;
        for (int k = 0; k < a.cols(); k++) {
          sum += (double) a.get(i, k) * b.get(k, j);
        }
        put(out, i, j, sum, write);
      }
    }
  }

  @Override
  public void productTransposed(Matrix a, Matrix b, Matrix out, Write write) {
    Shapes.productTransposed(a, b, out);
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < out.cols(); j++) {
        double sum = 0;
        for (int k = 0; k < a.cols(); k++) {
          sum += (double) a.get(i, k) * b.get(j, k);
        }
        put(out, i, j, sum, write);
      }
    }
  }

  @Override
  public void transposedProduct(Matrix a, Matrix b, Matrix out, Write write) {
    Shapes.transposedProduct(a, b, out);
    for (int i = 0; i < out.rows(); i++) {
      for (int j = 0; j < out.cols(); j++) {
        double sum = 0;
        for (int k = 0; k < a.rows(); k++) {
          sum += (double) a.get(k, i) * b.get(k, j);
        }
        put(out, i, j, sum, write);
      }
    }
  }

  @Override
  public void aggregate(Adjacency adjacency, Rows x, Matrix out, Write write) {
    Shapes.aggregate(adjacency, x, out);
    for (int r = 0; r < adjacency.numRows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        double sum = 0;
        for (int e = adjacency.rowPtr()[r]; e < adjacency.rowPtr()[r + 1]; e++) {
          double weight = adjacency.weight() == null ? 1 : adjacency.weight()[e];
          sum += weight * value(x, adjacency.col()[e], c);
        }
        put(out, r, c, sum, write);
      }
    }
  }

  @Override
  public void aggregateHeads(
      Adjacency adjacency,
      int @Nullable [] arcs,
      Matrix weights,
      Matrix x,
      Matrix out,
      Write write) {
    Shapes.aggregateHeads(adjacency, arcs, weights, x, out);
    PlainEdges.aggregateHeads(adjacency, arcs, weights, x, out, write);
  }

  @Override
  public void edgeProducts(Adjacency adjacency, Matrix y, Matrix x, Matrix out) {
    Shapes.aggregateHeads(adjacency, null, out, x, y);
    PlainEdges.products(adjacency, y, x, out);
  }

  @Override
  public void headProducts(Matrix x, Matrix vector, Matrix out) {
    Shapes.heads(x, vector, out);
    int width = x.cols() / out.cols();
    for (int r = 0; r < x.rows(); r++) {
      for (int h = 0; h < out.cols(); h++) {
        double sum = 0;
        for (int c = h * width; c < (h + 1) * width; c++) {
          sum += (double) x.get(r, c) * vector.get(0, c);
        }
        put(out, r, h, sum, Write.SET);
      }
    }
  }

  @Override
  public void headProductsGradient(Matrix gradient, Matrix vector, Matrix out, Write write) {
    Shapes.heads(out, vector, gradient);
    int width = out.cols() / gradient.cols();
    for (int r = 0; r < out.rows(); r++) {
      for (int c = 0; c < out.cols(); c++) {
        put(out, r, c, (double) gradient.get(r, c / width) * vector.get(0, c), write);
      }
    }
  }

  @Override
  public void addHeadProductsGradient(Matrix x, Matrix gradient, Matrix out) {
    Shapes.heads(x, out, gradient);
    int width = x.cols() / gradient.cols();
    for (int c = 0; c < x.cols(); c++) {
      double sum = 0;
      for (int r = 0; r < x.rows(); r++) {
        sum += (double) x.get(r, c) * gradient.get(r, c / width);
      }
      put(out, 0, c, sum, Write.ADD);
    }
  }

  @Override
  public void edgeSoftmax(Adjacency adjacency, EdgeScores scores, Matrix out) {
    Shapes.edgeScores(adjacency, scores, out);
    PlainEdges.softmax(adjacency, scores, out);
  }

  @Override
  public void edgeSoftmaxGradient(
      Adjacency adjacency, EdgeScores scores, Matrix softmax, Matrix gradient, Matrix out) {
    Shapes.edgeScores(adjacency, scores, softmax, gradient, out);
    PlainEdges.softmaxGradient(adjacency, scores, softmax, gradient, out);
  }

  @Override
  public void aggregateExtreme(
      Adjacency adjacency, Rows x, Extreme extreme, Matrix out, Matrix arcs) {
    Shapes.aggregate(adjacency, x, out);
    Shapes.same(out, arcs);
    PlainEdges.extreme(adjacency, x, extreme, out, arcs);
  }

  @Override
  public void aggregateExtremeGradient(
      Adjacency adjacency, Matrix arcs, Matrix gradient, Matrix out, Write write) {
    Shapes.extremeGradient(adjacency, arcs, gradient, out);
    if (write == Write.SET) {
      out.fill(0);
    }
    PlainEdges.addExtremeGradient(adjacency, arcs, gradient, out);
  }

  @Override
  public void gather(Rows x, Matrix out) {
    Shapes.gather(x, out);
    for (int r = 0; r < out.rows(); r++) {
      for (int c = 0; c < out.cols(); c++) {
        out.set(r, c, value(x, r, c));
      }
    }
  }

  @Override
  public void gather(Rows x, Dropout dropout, Matrix out) {
    gather(x, out);
    dropout(out, dropout, out, Write.SET);
  }

  @Override
  public void round(Matrix x, Halves out, RoundingErrors errors) {
    Shapes.same(x, out);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        float v = x.get(r, c);
        short half = HalfFloats.toHalf(v);
        out.set(r, c, Float.float16ToFloat(half));
        errors.add(HalfFloats.error(v, half));
      }
    }
  }

  @Override
  public void sparseProduct(SparseRows x, Matrix w, Matrix out) {
    sparseProduct(x, new Dropout(0, 0), w, out);
  }

  @Override
  public void sparseProduct(SparseRows x, Dropout dropout, Matrix w, Matrix out) {
    Shapes.sparseProduct(x, w, out);
    for (int r = 0; r < x.numRows(); r++) {
      for (int c = 0; c < out.cols(); c++) {
        double sum = 0;
        for (int e = x.begin(r); e < x.end(r); e++) {
          sum += (double) dropped(x, dropout, r, e) * w.get(x.index()[e], c);
        }
        out.set(r, c, (float) sum);
      }
    }
  }

  @Override
  public void toDense(SparseRows x, @Nullable Dropout dropout, Matrix out) {
    Shapes.dense(x, out);
    out.fill(0);
    Dropout mask = dropout == null ? new Dropout(0, 0) : dropout;
    for (int r = 0; r < x.numRows(); r++) {
      for (int e = x.begin(r); e < x.end(r); e++) {
        put(out, r, x.index()[e], dropped(x, mask, r, e), Write.ADD);
      }
    }
  }

  @Override
  public void addSparseTransposedProduct(SparseRows x, Matrix y, Matrix out) {
    addSparseTransposedProduct(x, new Dropout(0, 0), y, out);
  }

  @Override
  public void addSparseTransposedProduct(SparseRows x, Dropout dropout, Matrix y, Matrix out) {
    Shapes.sparseProduct(x, out, y);
    for (int r = 0; r < x.numRows(); r++) {
      for (int e = x.begin(r); e < x.end(r); e++) {
        for (int c = 0; c < y.cols(); c++) {
          put(out, x.index()[e], c, dropped(x, dropout, r, e) * y.get(r, c), Write.ADD);
        }
      }
    }
  }

  @Override
  public void dropout(Matrix x, Dropout dropout, Matrix out, Write write) {
    Shapes.same(x, out);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        float kept = dropout.keeps(r, c, x.cols()) ? x.get(r, c) * dropout.scale() : 0;
        put(out, r, c, kept, write);
      }
    }
  }

  @Override
  public void addBias(Matrix x, Matrix bias, Matrix out) {
    Shapes.same(x, out);
    Shapes.perColumn(x, bias);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        out.set(r, c, x.get(r, c) + bias.get(0, c));
      }
    }
  }

  @Override
  public void addBiasRelu(Matrix x, Matrix bias, Matrix out) {
    addBias(x, bias, out);
    relu(out, out);
  }

  @Override
  public void relu(Matrix x, Matrix out) {
    Shapes.same(x, out);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        out.set(r, c, Math.max(x.get(r, c), 0));
      }
    }
  }

  @Override
  public void reluGradient(Matrix y, Matrix yGradient, Matrix out, Write write) {
    Shapes.same(y, yGradient, out);
    for (int r = 0; r < y.rows(); r++) {
      for (int c = 0; c < y.cols(); c++) {
        put(out, r, c, y.get(r, c) > 0 ? yGradient.get(r, c) : 0, write);
      }
    }
  }

  @Override
  public void add(Matrix a, Matrix b, Matrix out) {
    Shapes.same(a, b, out);
    for (int r = 0; r < a.rows(); r++) {
      for (int c = 0; c < a.cols(); c++) {
        out.set(r, c, a.get(r, c) + b.get(r, c));
      }
    }
  }

  @Override
  public void combine(float alpha, Matrix a, float beta, Matrix b, Matrix out) {
    Shapes.same(a, b, out);
    for (int r = 0; r < a.rows(); r++) {
      for (int c = 0; c < a.cols(); c++) {
        double sum = (double) alpha * a.get(r, c) + (double) beta * b.get(r, c);
        put(out, r, c, sum, Write.SET);
      }
    }
  }

  @Override
  public void multiply(Matrix a, Matrix b, Matrix out, Write write) {
    Shapes.same(a, b, out);
    for (int r = 0; r < a.rows(); r++) {
      for (int c = 0; c < a.cols(); c++) {
        put(out, r, c, (double) a.get(r, c) * b.get(r, c), write);
      }
    }
  }

  @Override
  public void scaleRows(Matrix x, Matrix factors, Matrix out, Write write) {
    Shapes.same(x, out);
    factors.requireShape(x.rows(), 1);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        put(out, r, c, (double) factors.get(r, 0) * x.get(r, c), write);
      }
    }
  }

  @Override
  public void scaleByOnePlus(Matrix factor, Matrix x, Matrix out, Write write) {
    factor.requireShape(1, 1);
    Shapes.same(x, out);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        put(out, r, c, (1.0 + factor.get(0, 0)) * x.get(r, c), write);
      }
    }
  }

  @Override
  public void follow(Matrix x, float share, float alpha, Matrix target) {
    Shapes.same(x, target);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        double apart = (double) alpha * target.get(r, c) - x.get(r, c);
        put(x, r, c, share * apart, Write.ADD);
      }
    }
  }

  @Override
  public void map(Matrix x, Pointwise function, Matrix out) {
    Shapes.same(x, out);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        out.set(r, c, function.value(x.get(r, c)));
      }
    }
  }

  @Override
  public void mapGradient(
      Matrix x, Matrix y, Pointwise function, Matrix yGradient, Matrix out, Write write) {
    Shapes.same(x, y, yGradient, out);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        double slope = function.slope(x.get(r, c), y.get(r, c));
        put(out, r, c, slope * yGradient.get(r, c), write);
      }
    }
  }

  @Override
  public void copyColumns(Matrix x, int firstCol, Matrix out, int firstOut, int cols, Write write) {
    Shapes.columns(x, firstCol, out, firstOut, cols);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < cols; c++) {
        put(out, r, firstOut + c, x.get(r, firstCol + c), write);
      }
    }
  }

  @Override
  public void normal(long key, Matrix out) {
    for (int r = 0; r < out.rows(); r++) {
      SplittableRandom random = new SplittableRandom(Dropout.rowKey(key, r));
      for (int c = 0; c < out.cols(); c++) {
        out.set(r, c, (float) random.nextGaussian());
      }
    }
  }

  @Override
  public void addDot(Matrix a, Matrix b, Matrix out) {
    Shapes.same(a, b);
    out.requireShape(1, 1);
    put(out, 0, 0, dot(a, b), Write.ADD);
  }

  static double dot(Matrix a, Matrix b) {
    double sum = 0;
    for (int r = 0; r < a.rows(); r++) {
      for (int c = 0; c < a.cols(); c++) {
        sum += (double) a.get(r, c) * b.get(r, c);
      }
    }
    return sum;
  }

  @Override
  public void axpy(float alpha, Matrix x, Matrix out) {
    Shapes.same(x, out);
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        put(out, r, c, alpha * x.get(r, c), Write.ADD);
      }
    }
  }

  @Override
  public void scale(float alpha, Matrix x) {
    for (int r = 0; r < x.rows(); r++) {
      for (int c = 0; c < x.cols(); c++) {
        x.set(r, c, alpha * x.get(r, c));
      }
    }
  }

  @Override
  public void addColumnSums(Matrix x, Matrix out) {
    Shapes.perColumn(x, out);
    for (int c = 0; c < x.cols(); c++) {
      double sum = 0;
      for (int r = 0; r < x.rows(); r++) {
        sum += x.get(r, c);
      }
      put(out, 0, c, sum, Write.ADD);
    }
  }

  @Override
  public void squaredNorm(Matrix x, Accumulator sum) {
    sum.add(dot(x, x));
  }

  @Override
  public void clip(List<Matrix> gradients, double mostNorm) {
    double sum = gradients.stream().mapToDouble(g -> dot(g, g)).sum();
    double factor = Update.clipping(Math.sqrt(sum), mostNorm);
    gradients.forEach(g -> scale((float) factor, g));
  }

  @Override
  public void update(Matrix values, Matrix gradients, Matrix moments, Update update) {
    Shapes.update(values, gradients, moments, update);
    PlainUpdates.move(values, gradients, moments, update);
  }

  @Override
  public void columnMoments(Matrix x, Matrix mean, Matrix variance) {
    Shapes.perColumn(x, mean, variance);
    PlainNorms.columnMoments(x, mean, variance);
  }

  @Override
  public void batchNorm(Matrix x, Normalization norm, Matrix out) {
    Shapes.norm(x, norm, out);
    PlainNorms.batchNorm(x, norm, out);
  }

  @Override
  public void batchNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    Shapes.normGradient(x, norm, outGradient, gradients);
    PlainNorms.batchNormGradient(x, norm, outGradient, gradients, write);
  }

  @Override
  public void layerNorm(Matrix x, Normalization norm, Matrix out) {
    Shapes.norm(x, norm, out);
    PlainNorms.layerNorm(x, norm, out);
  }

  @Override
  public void layerNormGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients, Write write) {
    Shapes.normGradient(x, norm, outGradient, gradients);
    PlainNorms.layerNormGradient(x, norm, outGradient, gradients, write);
  }

  @Override
  public void crossEntropy(
      Matrix logits, ClassTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    Shapes.loss(logits, targets, gradient);
    PlainLosses.crossEntropy(logits, targets, gradient, loss);
  }

  @Override
  public void binaryCrossEntropy(
      Matrix logits, LabelTargets targets, @Nullable Matrix gradient, Accumulator loss) {
    Shapes.loss(logits, targets, gradient);
    PlainLosses.binaryCrossEntropy(logits, targets, gradient, loss);
  }

  @Override
  public void rowNorms(Matrix x, double scale, @Nullable Matrix gradient, Accumulator loss) {
    Shapes.rowNorms(x, gradient);
    PlainLosses.rowNorms(x, scale, gradient, loss);
  }

  /** Nothing to end. */
  @Override
  public void close() {}

  static float value(Rows x, int row, int col) {
    long first = x.head().rows();
    return row < first ? x.head().get(row, col) : x.table().get(x.ids()[row - (int) first], col);
  }

  private static float dropped(SparseRows x, Dropout dropout, int row, int position) {
    boolean kept = dropout.keeps(row, position - x.begin(row));
    return kept ? x.value()[position] * dropout.scale() : 0;
  }

  static void put(Matrix out, int row, int col, double value, Write write) {
    out.set(row, col, (float) (write == Write.ADD ? out.get(row, col) + value : value));
  }
}
