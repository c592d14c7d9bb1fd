package org.gnnautoscale.autograd;

import org.gnnautoscale.memory.Matrix;

/**
 * A trainable matrix and its gradient.
 *
 * <p>Its memory is a piece of that of its {@link Parameters}, which own it.
 */
public final class Parameter {

  private final Parameters owner;
  private final String name;
  private final Group group;
  private final int rows;
  private final int cols;
  private final long offset;
  private int[] fileShape;
  private boolean transposedInFiles;

  Parameter(Parameters owner, String name, Group group, int rows, int cols, long offset) {
    this.owner = owner;
    this.name = name;
    this.group = group;
    this.rows = rows;
    this.cols = cols;
    this.offset = offset;
    this.fileShape = rows == 1 ? new int[] {cols} : new int[] {rows, cols};
  }

  /** Keeps it as [cols, rows] in files, as PyTorch does with the weights of linear layers. */
  public Parameter transposedInFiles() {
    this.fileShape = new int[] {cols, rows};
    this.transposedInFiles = true;
    return this;
  }

  /** Gives it another shape of as many values in files. */
  public Parameter shapedInFiles(int... shape) {
    this.fileShape = shape.clone();
    return this;
  }

  /** Its shape in files; without that, [cols] for one row and [rows, cols] for more. */
  public int[] fileShape() {
    return fileShape.clone();
  }

  /** Whether files have its values column after column. */
  public boolean isTransposedInFiles() {
    return transposedInFiles;
  }

  /** Name, unique in the model, for example {@code conv0.weight}. */
  public String name() {
    return name;
  }

  /** Which weight decay it has. */
  public Group group() {
    return group;
  }

  /** Number of rows: of a weight, the width of what goes in. */
  public int rows() {
    return rows;
  }

  /** Number of columns: of a weight, the width of what comes out. */
  public int cols() {
    return cols;
  }

  /** Its values, as a view. */
  public Matrix value() {
    return owner.piece(owner.values(group), this);
  }

  /** Its gradient, as a view; backward passes add to it, {@link Optimizer#step} clears it. */
  public Matrix grad() {
    return owner.piece(owner.gradients(group), this);
  }

  /** Values of the group before this one's. */
  long offset() {
    return offset;
  }

  @Override
  public String toString() {
    return "%s[%d, %d]".formatted(name, rows, cols);
  }
}
