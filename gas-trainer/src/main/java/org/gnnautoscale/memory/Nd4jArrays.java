package org.gnnautoscale.memory;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's view of our memory: updaters, evaluation and file formats work on a {@link Matrix} without
 * a copy.
 */
public final class Nd4jArrays {

  private Nd4jArrays() {}

  /**
   * An array over the values of a matrix, same shape; what is written to one is read in the other.
   *
   * <p>Borrows the memory: the array must not be used after the matrix is closed.
   */
  public static INDArray over(Matrix matrix) {
    // before ND4J loads OpenBLAS: see there
    Blas.useCallingThread();
    long size = matrix.size();
    FloatPointer values = new FloatPointer(new Address(matrix.address()));
    values.capacity(size);
    return Nd4j.create(
        Nd4j.createBuffer(values, size, DataType.FLOAT), matrix.rows(), matrix.cols());
  }

  /** A pointer that owns nothing. */
  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }
}
