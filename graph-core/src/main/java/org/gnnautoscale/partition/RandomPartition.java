package org.gnnautoscale.partition;

import java.util.SplittableRandom;

/**
 * Parts of equal size whose nodes are drawn at random.
 *
 * <p>The comparison for every other partitioner: it cuts about 1 - 1/k of the edges.
 */
public final class RandomPartition {

  private RandomPartition() {}

  /**
   * Draws the parts; their sizes differ by one node at most.
   *
   * @return int32 [nodes], each in 0..parts-1
   * @throws IllegalArgumentException if there are more parts than nodes
   */
  public static int[] partition(int nodes, PartitionOptions options) {
    options.requireNodes(nodes);
    int[] part = new int[nodes];
    for (int u = 0; u < nodes; u++) {
      part[u] = u % options.parts();
    }
    shuffle(part, new SplittableRandom(options.seed()));
    return part;
  }

  private static void shuffle(int[] values, SplittableRandom random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = values[i];
      values[i] = values[j];
      values[j] = moved;
    }
  }
}
