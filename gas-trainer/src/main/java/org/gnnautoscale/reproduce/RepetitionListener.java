package org.gnnautoscale.reproduce;

/** Hears of the runs of a table as they go on. */
public interface RepetitionListener {

  /** An epoch of a run is done. */
  void epochDone(Repetition.Task task);

  /** A run is done and kept. */
  void runDone(Repetition.Task task, KeptRun run);
}
