package org.gnnautoscale.reproduce;

import org.gnnautoscale.train.RunResult;

/**
 * What a run reached.
 *
 * @param seed of the run, from 1
 * @param split that it used, from 0
 * @param bestEpoch of the best validation metric, from 1
 * @param metric accuracy or microF1
 * @param train metric of the training nodes at that epoch, from 0 to 1
 * @param val of the validation nodes
 * @param test of the test nodes
 * @param seconds that the run took, with its evaluations
 */
public record Outcome(
    long seed,
    int split,
    int bestEpoch,
    String metric,
    double train,
    double val,
    double test,
    double seconds) {

  /** Of a run that has ended. */
  static Outcome of(RunResult result, String metric, double seconds) {
    return new Outcome(
        result.run().seed(),
        result.run().split(),
        result.bestEpoch(),
        metric,
        result.scores().train(),
        result.scores().val(),
        result.scores().test(),
        seconds);
  }
}
