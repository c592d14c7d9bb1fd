package org.gnnautoscale.dataset.pickle;

/** A NumPy array of numbers from a pickle, in row-major order. Immutable by agreement. */
public final class PickledArray {

  private final int[] shape;
  private final double[] values;

  PickledArray(int[] shape, double[] values) {
    this.shape = shape;
    this.values = values;
  }

  /** Number of axes. */
  public int rank() {
    return shape.length;
  }

  /** Elements along an axis. */
  public int length(int axis) {
    return shape[axis];
  }

  /** Number of elements. */
  public int size() {
    return values.length;
  }

  /** An element by its place in row-major order. */
  public double value(int place) {
    return values[place];
  }

  /** All elements as whole numbers; a fraction is cut off. */
  public long[] wholeNumbers() {
    long[] numbers = new long[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (long) values[i];
    }
    return numbers;
  }

  /** All elements as floats. */
  public float[] floats() {
    float[] numbers = new float[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) values[i];
    }
    return numbers;
  }
}
