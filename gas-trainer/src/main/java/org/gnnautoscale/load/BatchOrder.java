package org.gnnautoscale.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.gnnautoscale.partition.Mix;

/**
 * Random unions of parts: which parts each step of an epoch trains on.
 *
 * @param parts of the graph
 * @param batchParts parts in a batch; the last of an epoch may have fewer
 * @param maxSteps steps in an epoch; 0 = all
 * @param seed of the order
 */
public record BatchOrder(int parts, int batchParts, int maxSteps, long seed) {

  /** Batches of an epoch that visits every part. */
  public int batches() {
    return (parts + batchParts - 1) / batchParts;
  }

  /** Steps of an epoch. */
  public int steps() {
    return maxSteps == 0 ? batches() : Math.min(maxSteps, batches());
  }

  /** The unions of an epoch, each ascending; a function of seed and epoch alone. */
  public List<int[]> epoch(int epoch) {
    // SplittableRandom counts in fixed steps: unmixed, epochs could be one stream, shifted
    int[] order = shuffled(new SplittableRandom(Mix.seed(seed, epoch - 1L)));
    List<int[]> unions = new ArrayList<>();
    for (int step = 0; step < steps(); step++) {
      int from = step * batchParts;
      int[] union = Arrays.copyOfRange(order, from, Math.min(parts, from + batchParts));
      Arrays.sort(union);
      unions.add(union);
    }
    return unions;
  }

  private int[] shuffled(SplittableRandom random) {
    int[] order = new int[parts];
    for (int i = 0; i < parts; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
