package org.gnnautoscale.engine;

import org.gnnautoscale.memory.Matrix;
import org.gnnautoscale.memory.Workspace;

/**
 * Products of rows and a vector, head by head, as products of matrices: the vector becomes one of
 * [cols, heads] that has each head's piece in the head's column, and else zeros.
 */
final class HeadVectors {

  private final DenseProducts dense;
  private final Workspace scratch;

  HeadVectors(DenseProducts dense, Workspace scratch) {
    this.dense = dense;
    this.scratch = scratch;
  }

  /** out[r, h] = x[r] vector over the columns of head h. */
  void products(Matrix x, Matrix vector, Matrix out) {
    Workspace.Mark mark = scratch.mark();
    dense.product(x, spread(vector, out.cols()), out, Write.SET);
    scratch.reset(mark);
  }

  /** out[r, c] = gradient[r, h] vector[c], h the head of column c. */
  void gradient(Matrix gradient, Matrix vector, Matrix out, Write write) {
    Workspace.Mark mark = scratch.mark();
    dense.productTransposed(gradient, spread(vector, gradient.cols()), out, write);
    scratch.reset(mark);
  }

  /** out[c] += the sum of x[r, c] gradient[r, h] over all rows. */
  void addVectorGradient(Matrix x, Matrix gradient, Matrix out) {
    Workspace.Mark mark = scratch.mark();
    Matrix sums = scratch.matrix(x.cols(), gradient.cols());
    dense.transposedProduct(x, gradient, sums, Write.SET);
    int width = x.cols() / gradient.cols();
    for (int c = 0; c < x.cols(); c++) {
      out.set(0, c, out.get(0, c) + sums.get(c, c / width));
    }
    scratch.reset(mark);
  }

  private Matrix spread(Matrix vector, int heads) {
    int width = vector.cols() / heads;
    Matrix spread = scratch.zeros(vector.cols(), heads);
    for (int c = 0; c < vector.cols(); c++) {
      spread.set(c, c / width, vector.get(0, c));
    }
    return spread;
  }
}
