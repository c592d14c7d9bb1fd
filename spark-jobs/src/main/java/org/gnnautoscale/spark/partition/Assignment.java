package org.gnnautoscale.spark.partition;

/**
 * Which part each node is in.
 *
 * <p>The array is not copied, and not to be changed.
 */
final class Assignment {

  private final int[] part;
  private final int trainingParts;

  /**
   * Parts of all nodes.
   *
   * @param part int32 [nodes]
   * @param trainingParts how many parts, from the first, hold graphs to train on
   */
  Assignment(int[] part, int trainingParts) {
    this.part = part;
    this.trainingParts = trainingParts;
  }

  int[] part() {
    return part;
  }

  int trainingParts() {
    return trainingParts;
  }
}
