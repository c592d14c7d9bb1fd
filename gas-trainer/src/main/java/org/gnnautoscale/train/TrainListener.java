package org.gnnautoscale.train;

import org.gnnautoscale.engine.Engine;

/** Hears of a training run as it goes on. */
@FunctionalInterface
public interface TrainListener {

  /** An epoch of a run is done. */
  void epochDone(EpochReport report);

  /** The epoch is trained, and is going to be evaluated before it is done. */
  default void evaluating() {}

  /**
   * A run has diverged, and ends early.
   *
   * @param best what it reached before, which counts
   */
  default void diverged(RunResult best, DivergedException end) {}

  /**
   * The engine that a run computes with: what is returned stands in its place, and may watch every
   * operation on its way to {@code engine}.
   */
  default Engine watch(Engine engine) {
    return engine;
  }

  /** Listens to nothing. */
  static TrainListener silent() {
    return report -> {};
  }
}
