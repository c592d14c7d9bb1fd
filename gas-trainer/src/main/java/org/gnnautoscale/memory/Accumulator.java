package org.gnnautoscale.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A sum outside of the Java heap, such as a loss: operations add to it, and somebody looks at it
 * when a step, or an epoch, is over.
 *
 * <pre>
 * float64, native byte order: 8 bytes
 * </pre>
 *
 * <p>Borrows the memory of a {@link Workspace} and needs no closing. Not thread-safe.
 */
public final class Accumulator {

  private final MemorySegment cell;

  Accumulator(MemorySegment cell) {
    this.cell = cell;
  }

  /** Adds to the sum. */
  public void add(double value) {
    cell.set(ValueLayout.JAVA_DOUBLE, 0, value() + value);
  }

  /** The sum so far. */
  public double value() {
    return cell.get(ValueLayout.JAVA_DOUBLE, 0);
  }
}
