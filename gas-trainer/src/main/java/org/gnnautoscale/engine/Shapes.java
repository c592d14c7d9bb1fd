package org.gnnautoscale.engine;

import java.util.Objects;
import org.gnnautoscale.memory.Halves;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * Checks of arguments, once an operation; loops check nothing.
 *
 * <p>What is large and used by many operations, like the sources of an adjacency, was checked when
 * it was made.
 */
final class Shapes {

  private Shapes() {}

  static void update(Matrix values, Matrix gradients, Matrix moments, Update update) {
    values.requireShape(1, values.cols());
    same(values, gradients);
    moments.requireShape(update.rule().moments(), values.cols());
  }

  static void product(Matrix a, Matrix b, Matrix out) {
    requireEqual("inner width", a.cols(), b.rows());
    out.requireShape(a.rows(), b.cols());
  }

  static void productTransposed(Matrix a, Matrix b, Matrix out) {
    requireEqual("inner width", a.cols(), b.cols());
    out.requireShape(a.rows(), Math.toIntExact(b.rows()));
  }

  static void transposedProduct(Matrix a, Matrix b, Matrix out) {
    requireEqual("rows", a.rows(), b.rows());
    out.requireShape(a.cols(), b.cols());
  }

  static void aggregate(Adjacency adjacency, Rows x, Matrix out) {
    requireEqual("sources", adjacency.numCols(), x.numRows());
    out.requireShape(adjacency.numRows(), x.cols());
    ids(x);
  }

  static void aggregateHeads(
      Adjacency adjacency, int @Nullable [] arcs, Matrix weights, Matrix x, Matrix out) {
    requireEqual("sources", adjacency.numCols(), x.rows());
    out.requireShape(adjacency.numRows(), x.cols());
    heads(x.cols(), weights.cols());
    if (arcs == null) {
      requireEqual("entries", adjacency.numArcs(), weights.rows());
    } else if (arcs.length < adjacency.numArcs()) {
      requireEqual("entries", adjacency.numArcs(), arcs.length);
    }
  }

  static void heads(Matrix x, Matrix vector, Matrix products) {
    perColumn(x, vector);
    products.requireShape(x.rows(), heads(x.cols(), products.cols()));
  }

  private static int heads(int cols, int heads) {
    if (heads == 0 || cols % heads != 0) {
      throw new IllegalArgumentException(
          "width must be a multiple of the %d heads, got %d".formatted(heads, cols));
    }
    return heads;
  }

  static void edgeScores(Adjacency adjacency, EdgeScores scores, Matrix... edges) {
    int heads = scores.heads();
    scores.source().requireShape(adjacency.numCols(), heads);
    requireEqual("heads", heads, scores.target().cols());
    if (scores.target().rows() < adjacency.numRows()) {
      requireEqual("targets", adjacency.numRows(), scores.target().rows());
    }
    if (scores.edge() != null) {
      scores.edge().requireShape(adjacency.numArcs(), heads);
    }
    for (Matrix edge : edges) {
      edge.requireShape(adjacency.numArcs(), heads);
    }
  }

  static void extremeGradient(Adjacency adjacency, Matrix arcs, Matrix gradient, Matrix out) {
    gradient.requireShape(adjacency.numRows(), out.cols());
    same(gradient, arcs);
    if (out.rows() > adjacency.numCols()) {
      requireEqual("sources", adjacency.numCols(), out.rows());
    }
  }

  static void columns(Matrix x, int firstCol, Matrix out, int firstOut, int cols) {
    requireEqual("rows", x.rows(), out.rows());
    Objects.checkFromIndexSize(firstCol, cols, x.cols());
    Objects.checkFromIndexSize(firstOut, cols, out.cols());
  }

  static void gather(Rows x, Matrix out) {
    out.requireShape(x.numRows(), x.cols());
    ids(x);
  }

  static void sparseProduct(SparseRows x, Matrix w, Matrix out) {
    w.requireShape(x.width(), out.cols());
    out.requireShape(x.numRows(), w.cols());
  }

  static void dense(SparseRows x, Matrix out) {
    out.requireShape(x.numRows(), x.width());
  }

  static void same(Matrix x, Matrix... others) {
    for (Matrix other : others) {
      other.requireShape(x.rows(), x.cols());
    }
  }

  static void same(Matrix x, Halves out) {
    requireEqual("rows", x.rows(), out.rows());
    requireEqual("width", x.cols(), out.cols());
  }

  static void perColumn(Matrix x, Matrix... vectors) {
    for (Matrix vector : vectors) {
      vector.requireShape(1, x.cols());
    }
  }

  static void norm(Matrix x, Normalization norm, Matrix out) {
    same(x, out);
    perColumn(x, norm.mean(), norm.variance(), norm.scale(), norm.shift());
  }

  static void normGradient(
      Matrix x, Normalization norm, Matrix outGradient, NormGradients gradients) {
    norm(x, norm, outGradient);
    perColumn(x, gradients.scale(), gradients.shift());
    if (gradients.x() != null) {
      same(x, gradients.x());
    }
  }

  static void loss(Matrix logits, ClassTargets targets, @Nullable Matrix gradient) {
    for (int i = 0; i < targets.count(); i++) {
      requireRow(logits, targets.row(i));
      int label = targets.label(targets.row(i));
      if (label < 0 || label >= logits.cols()) {
        throw new IllegalArgumentException(
            "label must be from 0 to %d, got %d".formatted(logits.cols() - 1, label));
      }
    }
    if (gradient != null) {
      same(logits, gradient);
    }
  }

  static void loss(Matrix logits, LabelTargets targets, @Nullable Matrix gradient) {
    for (int i = 0; i < targets.count(); i++) {
      requireRow(logits, targets.row(i));
    }
    same(logits, targets.labels());
    if (gradient != null) {
      same(logits, gradient);
    }
  }

  static void rowNorms(Matrix x, @Nullable Matrix gradient) {
    if (gradient != null) {
      same(x, gradient);
    }
  }

  private static void ids(Rows x) {
    long[] ids = x.ids();
    long n = x.table().rows();
    for (int i = 0; i < x.count(); i++) {
      if (ids[i] < 0 || ids[i] >= n) {
        throw new IllegalArgumentException("row must be below %d, got %d".formatted(n, ids[i]));
      }
    }
  }

  private static void requireRow(Matrix x, int row) {
    if (row < 0 || row >= x.rows()) {
      throw new IllegalArgumentException("row must be below %d, got %d".formatted(x.rows(), row));
    }
  }

  private static void requireEqual(String what, long a, long b) {
    if (a != b) {
      throw new IllegalArgumentException("%s must agree, got %d and %d".formatted(what, a, b));
    }
  }
}
