package org.gnnautoscale.train;

/**
 * One of the runs of a job.
 *
 * @param index counted from 0
 * @param seed of weights, dropout and the order of batches
 * @param split of the store that it trains and is measured on
 */
public record Run(int index, long seed, int split) {

  /** Run r of a job: seed + r, and split r mod splits. */
  static Run of(int index, long seed, int splits) {
    return new Run(index, seed + index, index % splits);
  }
}
