package org.gnnautoscale.partition;

/**
 * What decides a partitioning; equal options give equal parts.
 *
 * @param parts how many, at least 1
 * @param imbalance how much heavier than the average the heaviest part may be, as a share: above 0,
 *     at most 1. Where the average is only a few nodes, rounding it up is allowed in any case
 * @param seed of everything random
 * @param threads how many work, 0 for one a core; does not change the result
 * @param objective what there shall be little of
 */
public record PartitionOptions(
    int parts, double imbalance, long seed, int threads, Objective objective) {

  /** Checks the ranges given above. */
  public PartitionOptions {
    if (parts < 1) {
      throw new IllegalArgumentException("parts must be at least 1, got " + parts);
    }
    if (!(imbalance > 0 && imbalance <= 1)) {
      throw new IllegalArgumentException(
          "imbalance must be above 0 and at most 1, got " + imbalance);
    }
    if (threads < 0) {
      throw new IllegalArgumentException("threads must be at least 0, got " + threads);
    }
  }

  /** The given number of parts, imbalance 0.03, seed 1, all cores, few edges between parts. */
  public static PartitionOptions of(int parts) {
    return new PartitionOptions(parts, 0.03, 1, 0, Objective.CUT);
  }

  /** The same with another number of parts. */
  public PartitionOptions withParts(int parts) {
    return new PartitionOptions(parts, imbalance, seed, threads, objective);
  }

  /** The same with another imbalance. */
  public PartitionOptions withImbalance(double imbalance) {
    return new PartitionOptions(parts, imbalance, seed, threads, objective);
  }

  /** The same with another seed. */
  public PartitionOptions withSeed(long seed) {
    return new PartitionOptions(parts, imbalance, seed, threads, objective);
  }

  /** The same with another number of threads. */
  public PartitionOptions withThreads(int threads) {
    return new PartitionOptions(parts, imbalance, seed, threads, objective);
  }

  /** The same with another objective. */
  public PartitionOptions withObjective(Objective objective) {
    return new PartitionOptions(parts, imbalance, seed, threads, objective);
  }

  /**
   * Refuses more parts than nodes, as one would be empty.
   *
   * @throws IllegalArgumentException that gives both numbers
   */
  public void requireNodes(int nodes) {
    if (parts > nodes) {
      throw new IllegalArgumentException(
          "parts must be at most the number of nodes, %d, got %d".formatted(nodes, parts));
    }
  }
}
