package org.gnnautoscale.train;

/** Hears of a training run as it goes on. */
@FunctionalInterface
public interface TrainListener {

  /** An epoch of a run is done. */
  void epochDone(EpochReport report);

  /** Listens to nothing. */
  static TrainListener silent() {
    return report -> {};
  }
}
