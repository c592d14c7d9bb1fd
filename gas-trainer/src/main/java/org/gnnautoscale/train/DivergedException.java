package org.gnnautoscale.train;

import org.gnnautoscale.io.BadDataException;

/**
 * A training whose loss or weights are no longer numbers, and will not be again.
 *
 * <p>Ends a run that has been evaluated before; what reaches a caller is that of one that has not,
 * and has nothing to keep. The same seed diverges again.
 */
public final class DivergedException extends BadDataException {

  private static final long serialVersionUID = 1L;

  private final int epoch;

  private DivergedException(String what, int epoch) {
    super(what);
    this.epoch = epoch;
  }

  /** The loss of a step is infinite, or no number at all. */
  static DivergedException ofLoss(double loss, int epoch, int step, long seed) {
    DivergedException e =
        new DivergedException("the loss is no longer a number: training has diverged", epoch);
    e.with("epoch", epoch).with("step", step).with("loss", loss).with("seed", seed);
    return e;
  }

  /** After an epoch a parameter has such values. */
  static DivergedException ofParameter(String name, int epoch, long seed) {
    DivergedException e =
        new DivergedException("a weight is no longer a number: training has diverged", epoch);
    e.with("epoch", epoch).with("weight", name).with("seed", seed);
    return e;
  }

  /** Where it was noticed, counted from 1. */
  public int epoch() {
    return epoch;
  }
}
