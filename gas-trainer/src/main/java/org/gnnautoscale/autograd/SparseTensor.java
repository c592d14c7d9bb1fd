package org.gnnautoscale.autograd;

import org.gnnautoscale.engine.Dropout;
import org.gnnautoscale.engine.SparseRows;
import org.gnnautoscale.memory.Matrix;
import org.jspecify.annotations.Nullable;

/** Sparse input features of a step; they carry no gradient themselves. */
final class SparseTensor {

  private final Tape tape;
  private final SparseRows rows;
  private final @Nullable Dropout dropout;

  SparseTensor(Tape tape, SparseRows rows, @Nullable Dropout dropout) {
    this.tape = tape;
    this.rows = rows;
    this.dropout = dropout;
  }

  /** Number of rows. */
  int rows() {
    return rows.numRows();
  }

  /** Number of features. */
  int cols() {
    return rows.width();
  }

  /** Drops non-zeros; itself if the tape is not training or the rate is 0. */
  SparseTensor dropout(double rate) {
    if (!tape.isTraining() || rate == 0) {
      return this;
    }
    if (dropout != null) {
      throw new IllegalStateException("sparse features can be dropped once");
    }
    return new SparseTensor(tape, rows, tape.nextDropout(rate));
  }

  /** The first {@code n} rows. */
  SparseTensor head(int n) {
    return new SparseTensor(tape, rows.head(n), dropout);
  }

  /** The product with a weight, a dense matrix. */
  Tensor matmul(Parameter weight) {
    Matrix out = tape.matrix(rows.numRows(), weight.cols());
    if (dropout == null) {
      tape.engine().sparseProduct(rows, weight.value(), out);
    } else {
      tape.engine().sparseProduct(rows, dropout, weight.value(), out);
    }
    Tensor result = new Tensor(tape, out, tape.trainableRows(rows.numRows()));
    result.onBackward(g -> addWeightGradient(g, weight.grad()));
    return result;
  }

  /** Writes all values into a dense matrix; those of one place add up, as in a product. */
  void copyTo(Matrix out) {
    tape.engine().toDense(rows, dropout, out);
  }

  private void addWeightGradient(Matrix outGradient, Matrix weightGradient) {
    if (dropout == null) {
      tape.engine().addSparseTransposedProduct(rows, outGradient, weightGradient);
    } else {
      tape.engine().addSparseTransposedProduct(rows, dropout, outGradient, weightGradient);
    }
  }
}
