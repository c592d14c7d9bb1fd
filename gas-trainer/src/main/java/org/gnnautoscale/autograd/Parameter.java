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

  Parameter(Parameters owner, String name, Group group, int rows, int cols, long offset) {
    this.owner = owner;
    this.name = name;
    this.group = group;
    this.rows = rows;
    this.cols = cols;
    this.offset = offset;
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
